"""Tests of what is written after grouping."""

from datetime import timedelta

from kit.alerts import NOON
from kit.clock import FrozenClock
from kit.grouping import HOUR, POLICY, host, seen, user
from kit.grouping_store import GroupingInMemory
from kit.serial import Serial
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.incidents.group_alerts import GroupAlerts
from triage_warden.core.incidents.model import Disposition, IncidentStatus
from triage_warden.kernel.ids import DEFAULT_TENANT

FIRST, SECOND = "INC-2026-000001", "INC-2026-000002"


class Desk:
    """Alerts arrive here, a portion at a time."""

    def __init__(self) -> None:
        self.store = GroupingInMemory(NOON + timedelta(days=1))
        self._group = GroupAlerts(self.store, FrozenClock(self.store.now), Serial(), POLICY)

    async def arrive(self, *alerts: StoredAlert) -> None:
        """Group these."""
        self.store.queue += alerts
        await self._group(DEFAULT_TENANT)

    def told(self, number: str) -> list[tuple[str, str]]:
        """Return kind and text of an incident's timeline."""
        (incident,) = (each for each in self.store.incidents.values() if each.number == number)
        return [(entry.kind, entry.text) for entry in self.store.timeline[incident.id]]

    def version(self, number: str) -> int:
        """Return an incident's version."""
        return next(each.version for each in self.store.incidents.values() if each.number == number)


async def test_a_new_incident_says_how_it_began() -> None:
    """At version 1, with one line."""
    desk = Desk()
    await desk.arrive(seen(1, host("a")), seen(2, host("a"), after=HOUR))
    assert (desk.version(FIRST), desk.told(FIRST)) == (1, [("created", "Begun with 2 alerts.")])


async def test_what_joins_is_told_with_its_reason() -> None:
    """The version rises, so that it is triaged again."""
    desk = Desk()
    await desk.arrive(seen(1, host("a")))
    await desk.arrive(seen(2, host("a"), after=HOUR))
    assert desk.version(FIRST) == 2
    text = "1 alert joined: shares host a with 'Something suspicious was seen' 1 hour earlier."
    assert desk.told(FIRST)[-1] == ("alert_linked", text)


async def test_a_merger_is_told_on_both_sides() -> None:
    """Each names the other."""
    desk = Desk()
    await desk.arrive(seen(1, host("a")), seen(2, user("u")))
    await desk.arrive(seen(3, host("a"), user("u"), after=HOUR))
    kept, gone = (FIRST, SECOND) if desk.told(SECOND)[-1][0] == "merged" else (SECOND, FIRST)
    assert desk.told(gone)[-1][1].startswith(f"Merged into {kept}")
    assert any(kind == "merged" and gone in text for kind, text in desk.told(kept))


async def test_a_resolved_incident_opens_again_and_says_so() -> None:
    """With a new version."""
    desk = Desk()
    await desk.arrive(seen(1, host("a")))
    desk.store.set(FIRST, status=IncidentStatus.RESOLVED, resolved_at=NOON, disposition=Disposition.TRUE_POSITIVE)
    await desk.arrive(seen(2, host("a"), after=HOUR))
    assert desk.version(FIRST) == 2
    assert desk.told(FIRST)[-1][0] == "reopened"


async def test_a_harmless_repeat_is_added_quietly() -> None:
    """No new version: there is nothing to triage."""
    desk = Desk()
    await desk.arrive(seen(1, host("a"), rule="r"))
    desk.store.set(FIRST, status=IncidentStatus.RESOLVED, resolved_at=NOON, disposition=Disposition.FALSE_POSITIVE)
    await desk.arrive(seen(2, host("a"), after=HOUR, rule="r"))
    assert desk.version(FIRST) == 1
    assert [kind for kind, _ in desk.told(FIRST)] == ["created", "alert_linked"]


async def test_what_continues_a_closed_incident_names_it() -> None:
    """The analyst finds the earlier story."""
    desk = Desk()
    await desk.arrive(seen(1, host("a")))
    desk.store.set(FIRST, status=IncidentStatus.CLOSED)
    await desk.arrive(seen(2, host("a"), after=HOUR))
    assert FIRST in desk.told(SECOND)[0][1]


async def test_what_falls_apart_is_told() -> None:
    """The incident says how much left it, and why."""
    desk = Desk()
    await desk.arrive(*(seen(n, host(f"h{n}"), user("deploy")) for n in range(3)))
    await desk.arrive(*(seen(n, host(f"h{n}"), user("deploy")) for n in range(3, 20)))
    assert ("split", "2 alerts went elsewhere: what tied them here is common now.") in desk.told(FIRST)
