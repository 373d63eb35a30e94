"""Who leads, in the shapes that the outside reads."""

from datetime import datetime, timedelta

from triage_warden.engine.leadership.standings import Standing, Standings
from triage_warden.web.shared.health import Component, LeaderElector, LedResource, Status
from triage_warden.wiring.leaders import name_of


def leader_elector(standings: Standings, now: datetime) -> LeaderElector:
    """Return who leads in the first resource, and in each."""
    led = tuple(_led(each, now) for each in standings.resources)
    first = led[0]
    return LeaderElector(
        enabled=True,
        backend=standings.backend,
        is_leader=first.is_leader,
        leader=first.leader,
        lease_expires_at=first.lease_expires_at,
        fencing_token=first.fencing_token,
        resources=led,
    )


def redis_component(standings: Standings, *, counts_alone: bool = False) -> Component:
    """Return how Redis is; where it is down, all goes on but the work of a leader.

    With `counts_alone` it does not answer in time for rate limits.
    """
    if standings.backend != "redis":
        return Component(status=Status.DISABLED)
    if not standings.answered:
        return Component(
            status=Status.DEGRADED,
            reason="Redis does not answer: no leader can be elected, and scheduled work waits. "
            "Each replica counts rate limits for itself.",
        )
    if counts_alone:
        return Component(
            status=Status.DEGRADED, reason="Redis answers too late: this replica counts rate limits for itself."
        )
    return Component(status=Status.HEALTHY)


def _led(standing: Standing, now: datetime) -> LedResource:
    left = standing.seconds_left
    return LedResource(
        resource=standing.resource,
        is_leader=standing.is_leader,
        leader=None if standing.holder is None else name_of(standing.holder, ours=standing.is_leader),
        lease_expires_at=None if left is None else now + timedelta(seconds=left),
        fencing_token=standing.token,
    )
