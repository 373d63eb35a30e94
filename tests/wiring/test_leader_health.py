"""Who leads, as the outside reads it."""

from datetime import UTC, datetime

import msgspec

from triage_warden.engine.leadership.standings import Standing, Standings
from triage_warden.web.shared.health import Status
from triage_warden.wiring.leader_health import leader_elector, redis_component

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _standings(*, backend: str = "redis", answered: bool = True) -> Standings:
    return Standings(
        backend=backend,
        answered=answered,
        resources=(
            Standing(resource="schedules", holder="pod-1/ab12cd34", seconds_left=12.5, token=7),
            Standing(resource="retention", is_leader=True, holder="pod-2/ab12cd34", seconds_left=1.0, token=3),
            Standing(resource="other"),
        ),
    )


def test_the_first_resource_stands_for_the_whole_and_each_is_listed() -> None:
    """With exactly the fields of the contract, and without the part of a holder that only tells restarts apart."""
    shown = msgspec.to_builtins(leader_elector(_standings(), NOW))
    assert list(shown) == [
        "enabled",
        "backend",
        "is_leader",
        "leader",
        "lease_expires_at",
        "fencing_token",
        "resources",
    ]
    assert shown["enabled"]
    assert shown["backend"] == "redis"
    assert not shown["is_leader"]
    assert shown["leader"] == "pod-1"
    assert shown["lease_expires_at"] == "2026-03-02T09:00:12.500000Z"
    assert shown["fencing_token"] == 7
    assert [(each["resource"], each["is_leader"], each["leader"]) for each in shown["resources"]] == [
        ("schedules", False, "pod-1"),
        ("retention", True, "pod-2"),
        ("other", False, None),
    ]


def test_redis_is_disabled_where_there_is_none_and_degrades_the_whole_where_it_is_down() -> None:
    """Without Redis nothing is amiss."""
    assert redis_component(_standings(backend="postgres", answered=False)).status is Status.DISABLED
    assert redis_component(_standings()).status is Status.HEALTHY
    down = redis_component(_standings(answered=False))
    assert down.status is Status.DEGRADED
    assert "no leader" in (down.reason or "")


def test_redis_that_answers_too_late_for_rate_limits_is_degraded() -> None:
    """It elects, but each replica counts for itself; one that is down says so for both."""
    late = redis_component(_standings(), counts_alone=True)
    assert late.status is Status.DEGRADED
    assert "for itself" in (late.reason or "")
    assert "no leader" in (redis_component(_standings(answered=False), counts_alone=True).reason or "")
