import pytest

from triage_warden.connector_kit.observed import Observed
from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.connectors.unknown.evidence import gather_evidence
from triage_warden.core.observables.model import Role


def said(fact: Fact, value: str, *, pointer: str = "/x", sure: float = 0.9) -> Explained:
    """Return a fact as it is read."""
    return Explained(fact=fact, value=value, written=value, pointer=pointer, confidence=sure, reason="")


def roles(*facts: Explained) -> dict[str, Role]:
    """Return the parts that values play."""
    by_fact: dict[Fact, list[Explained]] = {}
    for fact in facts:
        by_fact.setdefault(fact.fact, []).append(fact)
    seen = Observed()
    gather_evidence(by_fact, seen)
    return {each.value: each.role for each in seen.all()}


@pytest.mark.parametrize(
    ("source", "destination", "expected"),
    [
        ("203.0.113.5", "10.0.0.1", (Role.ACTOR, Role.TARGET)),
        ("10.0.0.1", "203.0.113.5", (Role.SOURCE, Role.DESTINATION)),
        ("10.0.0.1", "10.0.0.2", (Role.SOURCE, Role.TARGET)),
    ],
)
def test_ends_play_the_parts_that_all_network_sources_give_them(
    source: str, destination: str, expected: tuple[Role, Role]
) -> None:
    """One rule for all: whose the addresses are."""
    found = roles(said(Fact.SOURCE_ADDRESS, source), said(Fact.DESTINATION_ADDRESS, destination))
    assert (found[source], found[destination]) == expected


def test_a_host_is_what_it_happened_to_unless_it_only_watched() -> None:
    """A firewall's or relay's name beside two ends is no party."""
    end = said(Fact.SOURCE_ADDRESS, "10.0.0.1")
    assert roles(said(Fact.HOST, "ws-1"))["ws-1"] is Role.TARGET
    assert roles(said(Fact.HOST, "ws-1"), end)["ws-1"] is Role.TARGET
    assert roles(said(Fact.HOST, "fw-1", pointer="/observer/name"), end)["fw-1"] is Role.REPORTER
    other = said(Fact.DESTINATION_ADDRESS, "10.0.0.2")
    assert roles(said(Fact.HOST, "relay", sure=0.6), end, other)["relay"] is Role.REPORTER
    assert roles(said(Fact.HOST, "bastion", sure=0.6), end)["bastion"] is Role.TARGET, "it is the other end"


def test_a_display_name_becomes_a_hosts_name() -> None:
    """As the operating systems make one of the other."""
    assert "annas-laptop" in roles(said(Fact.HOST, "Anna's Laptop"))


def test_an_account_used_from_outside_acts_and_is_otherwise_ours() -> None:
    """A sign-in from outside may be somebody else's."""
    user = said(Fact.USER, "CORP\\j.doe")
    assert roles(user)["corp\\j.doe"] is Role.TARGET
    assert roles(user, said(Fact.SOURCE_ADDRESS, "203.0.113.5"))["corp\\j.doe"] is Role.ACTOR


def test_accounts_of_the_system_are_named_but_are_nobody() -> None:
    """Half the company shares them; as parties they would tie everything together."""
    assert roles(said(Fact.USER, "SYSTEM"))["system"] is Role.MENTIONED


def test_mail_has_a_sender_who_acts_and_recipients_it_happens_to() -> None:
    """The same as for mails themselves."""
    found = roles(said(Fact.MAIL_FROM, "a@example.net"), said(Fact.MAIL_TO, "b@example.com"))
    assert found["a@example.net"] is Role.ACTOR
    assert found["b@example.com"] is Role.TARGET
