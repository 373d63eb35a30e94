import pytest

from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.structural.candidates import candidates, explained
from triage_warden.connector_kit.structural.explained import Fact
from triage_warden.connector_kit.structural.leaves import leaves


def sure(payload: bytes) -> dict[tuple[Fact, str], float]:
    """Return how sure each value is to be each fact."""
    found = candidates(leaves(decode(payload)))
    return {(each.fact, each.value): each.confidence for each in found}


def test_a_key_that_says_just_this_is_surer_than_one_that_could_mean_it() -> None:
    """`source ip` before `ip`."""
    found = sure(b'{"source_ip":"192.0.2.1","ip":"192.0.2.2"}')
    assert found[Fact.SOURCE_ADDRESS, "192.0.2.1"] > 0.9
    assert found[Fact.SOURCE_ADDRESS, "192.0.2.2"] < 0.7


def test_what_stands_around_a_key_counts_nearly_as_much() -> None:
    """`{"source": {"ip": …}}` is a source's address."""
    found = sure(b'{"source":{"ip":"192.0.2.1"},"destination":{"ip":"192.0.2.2"}}')
    assert found[Fact.SOURCE_ADDRESS, "192.0.2.1"] > 0.85
    assert (Fact.SOURCE_ADDRESS, "192.0.2.2") not in found


@pytest.mark.parametrize(
    ("key", "fact"),
    [
        ("user_agent", Fact.USER),
        ("userType", Fact.USER),
        ("source_mac_ip_count", Fact.SOURCE_ADDRESS),
        ("deviceInboundInterface", Fact.HOST),
        ("processStartTime", Fact.PROCESS),
        ("hostGroupName", Fact.HOST),
    ],
)
def test_the_last_word_of_a_compound_says_what_it_is(key: str, fact: Fact) -> None:
    """A user agent is no user, and the interface of a device no device."""
    found = sure(f'{{"{key}":"value"}}'.encode())
    assert max((each for (kind, _), each in found.items() if kind is fact), default=0.0) < 0.55


def test_sensors_and_translated_addresses_are_unlikely_to_be_ends() -> None:
    """They saw it, or stand for somebody else."""
    found = sure(b'{"src_ip":"192.0.2.1","src_nat_ip":"192.0.2.2","observer":{"ip":"192.0.2.3"}}')
    assert found[Fact.SOURCE_ADDRESS, "192.0.2.1"] - found.get((Fact.SOURCE_ADDRESS, "192.0.2.2"), 0) > 0.15
    assert found[Fact.HOST_ADDRESS, "192.0.2.3"] > found.get((Fact.SOURCE_ADDRESS, "192.0.2.3"), 0)


def test_a_value_of_another_kind_is_no_candidate_whatever_the_key_says() -> None:
    """`source_ip: yes` is no address."""
    assert not any(fact is Fact.SOURCE_ADDRESS for fact, _ in sure(b'{"source_ip":"yes"}'))


def test_a_time_deep_inside_is_of_something_else() -> None:
    """The event's own time stands near its top."""
    found = sure(b'{"created":"2026-03-02T10:00:00Z","parts":[{"timestamp":"2026-03-02T11:00:00Z"},{"timestamp":"x"}]}')
    assert found[Fact.TIME, "2026-03-02T10:00:00+00:00"] > found.get((Fact.TIME, "2026-03-02T11:00:00+00:00"), 0) - 0.05


def test_what_was_read_says_where_and_why() -> None:
    """An analyst can check it."""
    candidate = next(candidates(leaves(decode(b'{"a":{"src_ip":"192.0.2.1:80"}}'))))
    told = explained(candidate)
    assert (told.pointer, told.value, told.written) == ("/a/src_ip", "192.0.2.1", "192.0.2.1:80")
    assert "src_ip" in told.reason


@pytest.mark.parametrize(
    ("payload", "fact"),
    [
        (b'{"firewall_rule_action":"ALERT NOW"}', Fact.RULE_NAME),
        (b'{"policyArn":"arn:aws:iam::aws:policy/ReadOnlyAccess"}', Fact.RULE_NAME),
        (b'{"resource":{"name":"Example Team"}}', Fact.HOST),
        (b'{"deviceFingerprint":"009988771ABC"}', Fact.HOST),
    ],
)
def test_what_is_of_a_rule_or_a_machine_is_not_the_thing(payload: bytes, fact: Fact) -> None:
    """A rule's action is no rule, a resource is more often no machine than one."""
    assert fact not in {found for found, _ in sure(payload)}
