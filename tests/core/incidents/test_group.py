"""Tests of grouping as a function of the set of alerts."""

from collections.abc import Iterable
from random import Random

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.alerts import an_observable
from kit.grouping import ALERTS, HOUR, POLICY, address, host, numbered, partition, seen, user
from triage_warden.core.alerts.attributes import MEDIA_TYPE
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.observables.model import ObservableType, Role, Trait


def parts(alerts: Iterable[StoredAlert], policy: GroupingPolicy = POLICY) -> set[frozenset[int]]:
    """Return the partition by the alerts' numbers."""
    return numbered(partition(list(alerts), policy))


def together(*alerts: StoredAlert, policy: GroupingPolicy = POLICY) -> bool:
    """Whether they are all one incident."""
    return len(parts(alerts, policy)) == 1


def test_same_host_within_a_day_is_one_incident() -> None:
    """A host is strong alone."""
    assert together(seen(1, host("ws-014")), seen(2, host("ws-014"), after=20 * HOUR))


def test_same_host_a_week_later_is_another_matter() -> None:
    """Weight buys reach, but not a week."""
    assert not together(seen(1, host("ws-014")), seen(2, host("ws-014"), after=7 * 24 * HOUR))


def test_host_and_user_together_reach_days() -> None:
    """What shares more may be further apart."""
    late = 4 * 24 * HOUR
    assert together(seen(1, host("ws-014"), user("ana")), seen(2, host("ws-014"), user("ana"), after=late))
    assert not together(seen(1, host("ws-014"), user("ana")), seen(2, host("ws-014"), user("ben"), after=late))


def test_nothing_shared_is_an_incident_each() -> None:
    """No host, no user, no values: nothing ties."""
    assert not together(seen(1), seen(2))
    assert not together(seen(1, rule="r"), seen(2, rule="r"))


def test_two_hosts_behind_one_egress_address_are_two_incidents() -> None:
    """A near-end address says where the company is, not who did it."""
    nat = address("203.0.113.9", Role.SOURCE)
    assert not together(seen(1, host("ws-1"), nat), seen(2, host("ws-2"), nat))
    assert not together(seen(1, host("ws-1"), nat, rule="r"), seen(2, host("ws-2"), nat, rule="r"))


def test_an_attackers_address_ties_two_hosts() -> None:
    """An actor's address is not ours."""
    attacker = address("203.0.113.9", Role.ACTOR)
    assert together(seen(1, host("ws-1"), attacker), seen(2, host("ws-2"), attacker))


def test_a_scan_of_a_hundred_hosts_is_one_incident() -> None:
    """One attacker and one rule tie, however many are hit."""
    attacker = address("203.0.113.9", Role.ACTOR)
    assert together(*(seen(n, host(f"ws-{n}"), attacker, rule="scan") for n in range(1, 101)))


def test_an_address_that_many_hosts_came_from_ties_nobody() -> None:
    """What half the company shares does not glue, even where a source calls it an actor."""
    proxy = address("203.0.113.9", Role.ACTOR)
    alerts = [seen(n, host(f"ws-{n}"), proxy) for n in range(1, 21)]
    assert len(parts(alerts)) == 20


def test_an_account_on_many_hosts_ties_nobody() -> None:
    """A service account runs everywhere."""
    alerts = [seen(n, host(f"ws-{n}"), user("deploy")) for n in range(1, 21)]
    assert len(parts(alerts)) == 20


def test_a_server_with_many_people_does_not_tie_them() -> None:
    """A terminal server is not one incident a day."""
    alerts = [seen(n, host("ts-1"), user(f"u{n}")) for n in range(1, 21)]
    assert len(parts(alerts)) == 20


def test_own_values_never_tie() -> None:
    """What policy lists as ours is left out, in any case and with or without its domain."""
    policy = GroupingPolicy(own=frozenset({"jump-1", "svc_backup"}))
    assert not together(seen(1, host("jump-1.example.com")), seen(2, host("jump-1.example.com")), policy=policy)
    assert not together(seen(1, user("svc_backup")), seen(2, user("svc_backup")), policy=policy)


def test_known_good_and_reporters_never_tie() -> None:
    """A public resolver, or the sensor that saw it, is no party to it."""
    resolver = address("192.0.2.53", Role.DESTINATION, Trait.KNOWN_GOOD)
    assert not together(seen(1, host("ws-1"), resolver), seen(2, host("ws-2"), resolver))
    assert not together(seen(1, host("ids-1", Role.REPORTER)), seen(2, host("ids-1", Role.REPORTER)))


def test_accounts_that_every_machine_has_do_not_tie() -> None:
    """`root` here is not `root` there."""
    assert not together(seen(1, host("ws-1"), user("root")), seen(2, host("ws-2"), user("root")))


def test_the_same_file_ties_but_a_system_programs_hash_does_not() -> None:
    """Beside powershell.exe a hash may be powershell's."""
    digest = an_observable("aa" * 32, ObservableType.SHA256, Role.ARTIFACT)
    shell = an_observable("powershell.exe", ObservableType.PROCESS, Role.ARTIFACT)
    dropper = an_observable("invoice_4711.exe", ObservableType.FILE_NAME, Role.ARTIFACT)
    assert together(seen(1, host("ws-1"), digest), seen(2, host("ws-2"), digest))
    assert not together(seen(1, host("ws-1"), digest, shell), seen(2, host("ws-2"), digest, shell))
    assert together(seen(1, host("ws-1"), digest, shell, dropper), seen(2, host("ws-2"), digest, shell, dropper))


def test_a_campaign_to_fifty_mailboxes_is_one_incident() -> None:
    """Many targets make an indicator a campaign, not noise."""
    lure = an_observable("https://login.example.net/x", ObservableType.URL, Role.ARTIFACT)
    alerts = [seen(n, user(f"u{n}@example.com"), lure, rule="mail") for n in range(1, 51)]
    assert together(*alerts)


def test_low_severity_joins_but_does_not_connect() -> None:
    """A low alert that shares something with two incidents joins one of them."""
    low = seen(3, host("ws-1"), host("ws-2"), after=HOUR, severity=Severity.LOW)
    assert sorted(map(len, parts([seen(1, host("ws-1")), seen(2, host("ws-2")), low]))) == [1, 2]


def test_noise_without_a_core_is_gathered_by_entity_and_day() -> None:
    """Ten low alerts on a host are one incident a day, not ten."""
    alerts = [seen(n, host("ws-1"), after=n * HOUR, severity=Severity.LOW) for n in range(1, 6)]
    later = [seen(n, host("ws-1"), after=n * HOUR, severity=Severity.LOW) for n in range(20, 24)]
    assert parts([*alerts, *later]) == {frozenset(range(1, 6)), frozenset(range(20, 24))}


def test_a_rule_that_fires_all_day_does_not_connect() -> None:
    """Chronic noise joins one of two incidents that it runs beside."""
    noise = [seen(n, host("ws-1"), host("ws-2"), after=(n - 112) * HOUR, rule="heartbeat") for n in range(100, 123)]
    assert len({part for part in parts([*noise, seen(1, host("ws-1")), seen(2, host("ws-2"))]) if part & {1, 2}}) == 2


def test_short_and_full_host_names_meet_unless_ambiguous() -> None:
    """`ws-014` is `ws-014.example.com` where no other domain has one."""
    short, full = seen(1, host("ws-014")), seen(2, host("ws-014.example.com"))
    assert together(short, full)
    assert len(parts([short, full, seen(3, host("ws-014.example.net"))])) == 3


def test_an_endless_chain_is_cut_where_it_was_quiet_longest() -> None:
    """No incident spans more than the policy's longest span."""
    alerts = [seen(n, host("ws-1"), after=n * 20 * HOUR + (4 * HOUR if n >= 25 else 0 * HOUR)) for n in range(1, 50)]
    assert parts(alerts) == {frozenset(range(1, 25)), frozenset(range(25, 50))}


def test_mails_hold_an_incident_together_though_nobody_has_rated_them() -> None:
    """One lure from three senders to three mailboxes is one incident, at low severity too."""
    lure = an_observable("https://login.example.net/x", ObservableType.URL, Role.ARTIFACT)
    mails = [
        msgspec.structs.replace(
            seen(
                n, an_observable(f"eve{n}@example.net", ObservableType.EMAIL, Role.ACTOR), lure, severity=Severity.LOW
            ),
            attributes={MEDIA_TYPE: "message/rfc822"},
        )
        for n in range(3)
    ]
    assert together(*mails)


def test_ids_do_not_decide_whom_noise_joins() -> None:
    """Ids tell in what order alerts came; of two equally near incidents the same one is joined either way."""

    def joined(one: int, other: int) -> str:
        low = seen(3, host("ws-1"), host("ws-2"), after=HOUR, severity=Severity.LOW)
        made = parts([seen(one, host("ws-1"), rule="a"), seen(other, host("ws-2"), rule="b"), low])
        return "ws-1" if frozenset({one, 3}) in made else "ws-2"

    assert joined(1, 2) == joined(2, 1)


@given(alerts=ALERTS, random=st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_arrival_does_not_matter(alerts: list[StoredAlert], random: Random) -> None:
    """Law: any permutation of the same alerts gives the same partition, and loses none."""
    shuffled = random.sample(alerts, len(alerts))
    assert parts(shuffled) == parts(alerts)
    assert sum(map(len, parts(alerts))) == len(alerts)
