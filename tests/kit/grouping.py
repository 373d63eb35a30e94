"""Alerts to be grouped, and what they were grouped into."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
from hypothesis import strategies as st

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from triage_warden.core.alerts.model import NewAlert, StoredAlert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.group import group
from triage_warden.core.incidents.policy import GroupingPolicy
from triage_warden.core.incidents.strands import spread_of, strand_of
from triage_warden.core.observables.model import Observable, ObservableType, Role, Trait
from triage_warden.kernel.ids import AlertId

HOUR = timedelta(hours=1)
POLICY = GroupingPolicy()


def host(name: str, role: Role = Role.TARGET) -> Observable:
    """Return a host."""
    return an_observable(name, ObservableType.HOSTNAME, role)


def user(name: str, role: Role = Role.TARGET) -> Observable:
    """Return an account."""
    return an_observable(name, ObservableType.USER, role)


def address(value: str, role: Role, *traits: Trait) -> Observable:
    """Return an IPv4 address."""
    return msgspec.structs.replace(an_observable(value, ObservableType.IPV4, role), traits=traits)


def seen(
    number: int,
    *observables: Observable,
    after: timedelta = timedelta(),
    severity: Severity = Severity.MEDIUM,
    rule: str = "",
) -> StoredAlert:
    """Return an alert of these observables, so long after noon; by default its rule is its own."""
    alert = an_alert(
        source_id=f"a-{number}",
        rule=rule or f"rule {number}",
        severity=severity,
        occurred_at=NOON + after,
        observables=observables,
    )
    return a_stored_alert(number, alert)


def partition(alerts: Sequence[StoredAlert], policy: GroupingPolicy = POLICY) -> set[frozenset[str]]:
    """Return which alerts, by their source's id, are grouped together by the pure core."""
    own = {alert.source_id or "": strand_of(alert, policy) for alert in alerts}
    made = group(own.values(), spread_of(own.values()), policy)
    place = {strand.name: number for number, each in enumerate(made) for strand in each.strands}
    parts: dict[int, set[str]] = {}
    for name, strand in own.items():
        parts.setdefault(place[strand.name], set()).add(name)
    return {frozenset(part) for part in parts.values()}


def numbered(parts: set[frozenset[str]]) -> set[frozenset[int]]:
    """Return the parts by the numbers of their alerts."""
    return {frozenset(int(name.removeprefix("a-")) for name in part) for part in parts}


VALUES: Sequence[Observable] = (
    *(host(f"h{n}") for n in range(4)),
    *(user(f"u{n}") for n in range(9)),
    host("h1.example.com"),
    host("h1.example.net"),
    address("203.0.113.1", Role.ACTOR),
    address("203.0.113.1", Role.SOURCE),
    address("203.0.113.2", Role.DESTINATION),
    address("10.0.0.1", Role.SOURCE, Trait.PRIVATE),
    an_observable("bb" * 32, ObservableType.SHA256, Role.ARTIFACT),
    an_observable("tool.exe", ObservableType.FILE_NAME, Role.ARTIFACT),
    an_observable("drop.example.net", ObservableType.DOMAIN, Role.ARTIFACT),
)
_ROWS = st.tuples(
    st.lists(st.sampled_from(VALUES), max_size=4, unique=True),
    st.one_of(st.integers(0, 20), st.integers(0, 24 * 6)),
    st.sampled_from([Severity.LOW, Severity.MEDIUM, Severity.HIGH]),
    st.integers(0, 2),
)
ALERTS = (
    st.integers(0, 60)
    .flatmap(lambda size: st.lists(_ROWS, min_size=size, max_size=size))
    .map(
        lambda rows: [
            seen(n, *values, after=hours * HOUR, severity=severity, rule=f"rule {rule}")
            for n, (values, hours, severity, rule) in enumerate(rows)
        ],
    )
)
"""Alerts that share a little of everything, over six days; crowded enough that values become common meanwhile."""


def sent(stored: StoredAlert, new_id: AlertId) -> NewAlert:
    """Return the alert as take-in hands it to the store; by its id it comes later than all before."""
    alert = an_alert(
        source_id=stored.source_id,
        rule=stored.rule.name or "",
        title=stored.title,
        severity=stored.severity,
        occurred_at=stored.occurred_at,
        observables=stored.observables,
    )
    return NewAlert(id=new_id, alert=alert, fingerprint=stored.fingerprint, received_at=stored.occurred_at)
