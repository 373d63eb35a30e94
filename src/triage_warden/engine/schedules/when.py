"""When a schedule ticks. Ticks lie on a grid in UTC that every replica computes alike."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from cronsim import CronSim, CronSimError

from triage_warden.kernel.errors import Invalid

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class BadCron(Invalid):
    """The cron expression cannot be read."""


class When(Protocol):
    """Computes ticks."""

    def latest(self, now: datetime) -> datetime:
        """Return the last tick that is not after `now`."""
        ...

    def following(self, now: datetime) -> datetime:
        """Return the first tick after `now`."""
        ...


@dataclass(frozen=True, slots=True)
class Every:
    """Ticks every so many whole seconds, counted from 1970."""

    seconds: int

    def latest(self, now: datetime) -> datetime:
        """Return the last tick that is not after `now`."""
        span = timedelta(seconds=self.seconds)
        return _EPOCH + (now - _EPOCH) // span * span

    def following(self, now: datetime) -> datetime:
        """Return the first tick after `now`."""
        return self.latest(now) + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Cron:
    """Ticks by a cron expression of five fields, in UTC: `17 3 * * *` is 03:17 each day.

    Read by cronsim, which follows Debian's cron (where both days are given, either may match).
    """

    expression: str

    def __post_init__(self) -> None:
        """Refuse an expression that cannot be read, or that never comes."""
        self.latest(_EPOCH + timedelta(days=20_000))

    def latest(self, now: datetime) -> datetime:
        """Return the last tick that is not after `now`; ticks are whole minutes."""
        return self._next(now.replace(microsecond=0) + timedelta(seconds=1), reverse=True)

    def following(self, now: datetime) -> datetime:
        """Return the first tick after `now`."""
        return self._next(now, reverse=False)

    def _next(self, now: datetime, *, reverse: bool) -> datetime:
        try:
            return next(CronSim(self.expression, now.astimezone(UTC), reverse=reverse))
        except (CronSimError, StopIteration) as error:
            raise BadCron(detail=f"'{self.expression}' is not a cron expression that ever comes: {error}") from None
