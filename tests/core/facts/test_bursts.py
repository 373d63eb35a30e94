"""Many in a short time."""

from datetime import timedelta

import msgspec

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.bursts import FAILURES, ODDITIES, REFUSED, SPRAYED, TARGETS, burst_facts
from triage_warden.core.facts.context import Context
from triage_warden.core.observables.model import Observable, ObservableType, Role

NOW = Context(observed_at=NOON)
ATTACKER = an_observable("198.51.100.7", ObservableType.IPV4, Role.ACTOR)


def _alert(number: int, title: str, *seen: Observable, after: float = 0, count: int = 1) -> StoredAlert:
    at = NOON + timedelta(seconds=after)
    alert = a_stored_alert(
        number, an_alert(source_id=str(number), title=title, rule=title, observables=seen, occurred_at=at)
    )
    return msgspec.structs.replace(alert, count=count, last_seen_at=at)


def _user(name: str) -> Observable:
    return an_observable(name, ObservableType.USER, Role.TARGET)


def _kinds(*alerts: StoredAlert) -> set[str]:
    return {fact.kind for fact in burst_facts(alerts, NOW)}


def test_a_burst_of_failures_is_counted() -> None:
    """Nine may be a forgotten password; ten within ten minutes are not."""
    failed = [_alert(n, "Login failed", _user("a"), after=n * 10) for n in range(1, FAILURES + 1)]
    assert _kinds(*failed) == {"host.failure_burst"}
    assert _kinds(*failed[1:]) == set()


def test_failures_spread_over_the_day_are_no_burst() -> None:
    """A forgetful person fails ten times in a day."""
    assert _kinds(*(_alert(n, "Login failed", _user("a"), after=n * 900) for n in range(1, 40))) == set()


def test_a_folded_alert_counts_as_its_share_of_the_window() -> None:
    """A hundred repeats in a minute are a burst; a hundred in a day are not."""
    burst = _alert(1, "Login failed", _user("a"), count=100)
    slow = msgspec.structs.replace(burst, last_seen_at=NOON + timedelta(hours=24))
    assert _kinds(burst) == {"host.failure_burst"}
    assert _kinds(slow) == set()


def test_one_address_on_many_accounts_is_a_spray() -> None:
    """The number of accounts tells, not that of failures."""
    assert _kinds(*(_alert(n, "Login failed", ATTACKER, _user(f"u{n}")) for n in range(1, SPRAYED + 1))) == {
        "host.password_spray"
    }


def test_a_success_after_a_burst_is_told() -> None:
    """The guess came true for that very account."""
    failed = [_alert(n, "Login failed", _user("a"), after=n) for n in range(1, FAILURES + 1)]
    theirs = _alert(99, "Login success", _user("a"), after=60)
    others = _alert(98, "Login success", _user("b"), after=60)
    before = _alert(97, "Login success", _user("a"), after=-60)
    assert "host.failure_then_success" in _kinds(*failed, theirs)
    assert "host.failure_then_success" not in _kinds(*failed, others, before)


def test_a_busy_host_is_no_guess_that_came_true() -> None:
    """On a mail server somebody succeeds every second."""
    host = an_observable("mail1", ObservableType.HOSTNAME, Role.TARGET)
    failed = [_alert(n, "Login failed", host, after=n) for n in range(1, 40)]
    assert "host.failure_then_success" not in _kinds(*failed, _alert(99, "Login success", host, after=45))


def test_refused_requests_by_the_dozen_are_a_scan() -> None:
    """A dead link is asked for now and then, a list of paths within seconds."""
    asked = [_alert(n, "Web server 400 error code.", ATTACKER, after=n) for n in range(1, REFUSED + 1)]
    assert "host.web_scan" in _kinds(*asked)
    assert "host.web_scan" not in _kinds(*asked[:10])


def test_one_oddity_by_the_dozen_is_told() -> None:
    """A detector of what is new finds one new thing now and then; a tool makes hundreds."""
    odd = [_alert(n, "New request method in log", ATTACKER, after=n) for n in range(1, ODDITIES + 1)]
    others = [_alert(n, f"New request method in log {n}", ATTACKER, after=n) for n in range(1, ODDITIES + 1)]
    assert _kinds(*odd) == {"host.odd_burst"}
    assert _kinds(*others) == set()


def test_one_actor_on_many_machines_is_told() -> None:
    """A scan or a worm."""
    seen = [
        _alert(n, "Suspicious connection", ATTACKER, an_observable(f"srv{n}", ObservableType.HOSTNAME, Role.TARGET))
        for n in range(1, TARGETS + 1)
    ]
    assert "host.many_targets" in _kinds(*seen)
    assert "host.many_targets" not in _kinds(*seen[:3])


def test_noise_scans_nothing() -> None:
    """A mail server that lets a hundred machines sign in is no scan."""
    seen = [
        _alert(n, "Authentication success", ATTACKER, an_observable(f"srv{n}", ObservableType.HOSTNAME, Role.TARGET))
        for n in range(1, 40)
    ]
    assert _kinds(*seen) == set()
