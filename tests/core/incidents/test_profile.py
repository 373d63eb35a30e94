"""Tests of what ties an alert."""

import msgspec
import pytest

from kit.alerts import an_observable
from kit.grouping import POLICY, address, host, seen, user
from triage_warden.core.alerts.attributes import MEDIA_TYPE
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.incidents.keys import Key, KeyKind
from triage_warden.core.incidents.profile import MAX_KEYS, profile
from triage_warden.core.observables.model import Observable, ObservableType, Role, Trait


def keys_of(alert: StoredAlert) -> dict[tuple[KeyKind, str], Key]:
    """Return the alert's keys by kind and value, without rule, echo and aliases."""
    plain = {KeyKind.RULE, KeyKind.ECHO, KeyKind.ALIAS}
    return {(key.kind, key.value): key for key in profile(alert, POLICY).keys if key.kind not in plain}


def weight_of(*observables: Observable) -> float:
    """Return the highest weight that any of these has, of those with a value of their own."""
    return max((key.weight for key in keys_of(seen(1, *observables)).values()), default=0.0)


@pytest.mark.parametrize(
    ("observable", "alone"),
    [
        (host("ws-1"), True),
        (host("ws-1", Role.MENTIONED), False),
        (host("ids-1", Role.REPORTER), False),
        (user("ana"), True),
        (address("203.0.113.7", Role.ACTOR), True),
        (address("203.0.113.7", Role.SOURCE), False),
        (address("203.0.113.7", Role.DESTINATION), False),
        (address("203.0.113.7", Role.ACTOR, Trait.KNOWN_GOOD), False),
        (address("10.0.0.1", Role.SOURCE, Trait.PRIVATE), False),
        (address("10.0.0.1", Role.TARGET, Trait.PRIVATE), True),
        (address("127.0.0.1", Role.TARGET, Trait.LOOPBACK), False),
        (an_observable("aa" * 32, ObservableType.SHA256, Role.ARTIFACT), True),
        (an_observable("https://x.example.net/a", ObservableType.URL, Role.ARTIFACT), True),
        (an_observable("https://x.example.net/a", ObservableType.URL, Role.MENTIONED), False),
        (an_observable("https://www.example.net/", ObservableType.URL, Role.ARTIFACT), False),
        (an_observable("x.example.net", ObservableType.DOMAIN, Role.ARTIFACT), False),
        (an_observable("tool.exe", ObservableType.FILE_NAME, Role.ARTIFACT), False),
        (an_observable("eve@example.net", ObservableType.EMAIL, Role.ACTOR), True),
        (an_observable("Office 365", ObservableType.CLOUD_RESOURCE, Role.TARGET), False),
        (an_observable("arn:aws:s3:::bucket", ObservableType.CLOUD_RESOURCE, Role.TARGET), True),
        (an_observable("CVE-2026-1", ObservableType.CVE, Role.ARTIFACT), False),
    ],
)
def test_what_ties_alone(observable: Observable, *, alone: bool) -> None:
    """What happens to one thing, or names one hostile thing, ties; what many have in common does not."""
    assert (weight_of(observable) >= 1) is alone


def test_two_mails_to_one_mailbox_are_two_matters() -> None:
    """A mailbox that something was done to ties; one that a mail merely came to does not."""
    mailbox = an_observable("ana@example.com", ObservableType.EMAIL, Role.TARGET)
    alert = seen(1, mailbox)
    mail = msgspec.structs.replace(alert, attributes={MEDIA_TYPE: "message/rfc822"})
    assert keys_of(alert)[KeyKind.ACCOUNT, "ana@example.com"].weight >= 1
    assert keys_of(mail)[KeyKind.ACCOUNT, "ana@example.com"].weight < 1


def test_a_relay_ties_no_mails_but_a_sender_does() -> None:
    """A provider sends for thousands; all mails have one rule."""
    relay = address("203.0.113.25", Role.ACTOR)
    eve = an_observable("eve@example.net", ObservableType.EMAIL, Role.ACTOR)
    mail = msgspec.structs.replace(seen(1, relay, eve), attributes={MEDIA_TYPE: "message/rfc822"})
    assert {kind for (kind, _), key in keys_of(mail).items() if key.weight >= 1} == {KeyKind.SENDER}


def test_a_mailbox_is_its_owners_account() -> None:
    """The same value as account and as mailbox is one key."""
    mailbox = an_observable("ana@example.com", ObservableType.EMAIL, Role.TARGET)
    assert keys_of(seen(1, mailbox)).keys() == keys_of(seen(1, user("ana@example.com"))).keys()


def test_a_host_and_its_address_say_the_same_thing() -> None:
    """They are of one family, so that they do not add up."""
    alert = seen(1, host("ws-1"), address("10.0.0.1", Role.TARGET, Trait.PRIVATE))
    assert {key.family for key in keys_of(alert).values()} == {KeyKind.HOST}


def test_a_short_name_beside_the_full_one_is_left_out() -> None:
    """`web` may be another host in another domain."""
    alert = seen(1, host("web"), host("web.example.com"))
    assert set(keys_of(alert)) == {(KeyKind.HOST, "web.example.com")}
    assert [entity.value for entity in profile(alert, POLICY).entities] == ["web.example.com"]


def test_equal_alerts_have_equal_digests_and_others_do_not() -> None:
    """The digest is of everything that ties, and of what is told."""
    same = profile(seen(1, host("a"), rule="r"), POLICY), profile(seen(2, host("a"), rule="r"), POLICY)
    assert same[0].digest == same[1].digest
    assert profile(seen(3, host("b"), rule="r"), POLICY).digest != same[0].digest


def test_the_best_of_a_thousand_values_are_kept() -> None:
    """A mail with a thousand links is bounded, and keeps its sender."""
    links = [an_observable(f"x{n}.example.net", ObservableType.DOMAIN, Role.ARTIFACT) for n in range(1_000)]
    made = profile(seen(1, *links, an_observable("eve@example.net", ObservableType.EMAIL, Role.ACTOR)), POLICY)
    assert len(made.keys) == MAX_KEYS
    assert any(key.kind is KeyKind.SENDER for key in made.keys)


def test_one_person_under_three_names_is_one_party() -> None:
    """A directory's ids do not make a host look shared."""
    alert = seen(1, host("ws-1"), user("ana@example.com"), user("aad:1"), user("sid:s-1-5-21-1"))
    parties = [each.party for each in profile(alert, POLICY).pairings if each.token == "host\x1fws-1"]
    assert parties == ["ana@example.com"]
