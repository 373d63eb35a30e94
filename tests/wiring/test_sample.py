"""The sample stream is fed to an empty installation, once."""

from dataclasses import dataclass, field

from kit.alerts import NOON
from kit.clock import FrozenClock
from kit.readers import MemoryAlerts
from triage_warden.core.alerts.model import AlertFilter, Batch, Stored, StoredAlert
from triage_warden.core.alerts.take_in import Read, TakeIn
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import TenantId, Uuid7
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.observability.metrics import Metrics
from triage_warden.wiring.announce import Announcement
from triage_warden.wiring.catalogue import sources
from triage_warden.wiring.sample import FeedSample


@dataclass
class HurriedClock(FrozenClock):
    """A clock that is always late, so that nobody sleeps."""

    told: list[Announcement] = field(default_factory=list[Announcement])

    def __post_init__(self) -> None:
        """Stand at noon."""
        FrozenClock.__init__(self, NOON)

    def monotonic(self) -> float:
        """Return a later time with each call."""
        self._monotonic += 1000.0
        return self._monotonic


@dataclass
class StumblingAlerts(MemoryAlerts):
    """Is down at each first asking; what it was told by then is kept all the same."""

    stumbled: int = 0
    _down: bool = True

    async def put(self, tenant: TenantId, batch: Batch) -> list[Stored]:
        """Keep the batch, of which the sender hears at the second try only."""
        stored = await MemoryAlerts.put(self, tenant, batch)
        self._stumble()
        return stored

    async def page(self, tenant: TenantId, wanted: AlertFilter, request: PageRequest) -> Page[StoredAlert]:
        """Return alerts, at the second try."""
        self._stumble()
        return await MemoryAlerts.page(self, tenant, wanted, request)

    def _stumble(self) -> None:
        self._down = not self._down
        if not self._down:
            self.stumbled += 1
            raise Unavailable(retry_after=0)


def _feed(alerts: MemoryAlerts, clock: HurriedClock) -> FeedSample:
    parsers = {name: source.parser for name, source in sources().items()}
    read = Read(parsers=parsers, clock=clock, ids=Uuid7(clock))
    return FeedSample(
        read=read,
        take_in=TakeIn(alerts),
        alerts=alerts,
        clock=clock,
        metrics=Metrics(),
        announce=clock.told.append,
    )


async def test_an_empty_installation_is_fed_everything_with_progress() -> None:
    """Every payload is taken in, the broken one to quarantine, and each step is told."""
    alerts, clock = MemoryAlerts(), HurriedClock()
    await _feed(alerts, clock)()
    assert [each.done for each in clock.told] == list(range(1, clock.told[0].total + 1))
    assert len(alerts.quarantined) == 1
    assert len(alerts.alerts) > 40


async def test_a_part_that_is_down_for_a_moment_is_waited_for() -> None:
    """Whether it is asked what there is or told what came: nothing is left out, and nothing counts twice."""
    alerts, clock = StumblingAlerts(), HurriedClock()
    await _feed(alerts, clock)()
    assert alerts.stumbled > 10
    assert len(alerts.quarantined) == 1
    assert len(alerts.alerts) > 40


async def test_an_installation_that_has_alerts_is_left_alone() -> None:
    """The second start feeds nothing."""
    alerts, clock = MemoryAlerts(), HurriedClock()
    await _feed(alerts, clock)()
    clock.told.clear()
    await _feed(alerts, clock)()
    assert clock.told == []
