"""Leaders are killed, stopped and paused, and Redis is taken from under them.

Never two are accepted, no tick is worked on twice, and none is lost but those that fell while nobody led.
"""

import signal
import time
from collections.abc import Callable, Generator

import pytest

from kit.process import a_data_folder, eventually, serving
from kit.trio import Trio, a_trio
from kit.valkey import Valkey, a_valkey

LEASE, RENEW, RETRY = 4, 3, 1
SLACK = 1.5
"""Seconds that a machine whose cores are shared may add to what the lease promises."""

pytestmark = [pytest.mark.faults, pytest.mark.timeout(240)]


@pytest.fixture
def redis() -> Generator[Valkey]:
    """Run a server."""
    with a_valkey() as server:
        yield server


def test_with_the_defaults_a_killed_leader_is_followed_within_lease_and_retry() -> None:
    """15 + 2 seconds at most after SIGKILL; after SIGTERM, one retry."""
    with a_trio({}) as trio:
        trio.leader()
        after_term = trio.seconds_to_the_next(trio.terminate)
        assert after_term <= 2 + SLACK
        after_kill = trio.seconds_to_the_next(trio.kill)
        assert after_kill <= 15 + 2 + SLACK
        _tell(f"defaults 15/10/2, postgres: SIGTERM {after_term:.1f} s, SIGKILL {after_kill:.1f} s to the next leader")
        trio.check()


def test_redis_elects_and_may_do_what_it_likes(redis: Valkey) -> None:
    """Paused in the middle of a write, flushed, restarted, cut off, down for long; then stopped and killed."""
    with a_trio(_times() | {"REDIS_URL": redis.url}) as trio:
        trio.leader()
        paused = _pause_in_a_write(trio)
        refused = _take_leases_away(trio, lambda: redis.say("FLUSHALL"))
        redis.kill()
        redis.start()
        trio.wait_for_beats(2)
        _cut_off(trio, redis)
        _down(trio, redis)
        _stop_and_kill(trio, "redis")
        assert trio.backends() == {"redis"}
        _tell(f"redis: SIGSTOP {paused:.1f} s to the next; flushed 3 times, {refused} refused; {trio.check()}")


def test_postgresql_elects_where_there_is_no_redis() -> None:
    """The same, with the leases deleted where Redis would have been flushed."""
    with a_trio(_times()) as trio:
        trio.leader()
        paused = _pause_in_a_write(trio)
        refused = _take_leases_away(trio, lambda: trio.execute("DELETE FROM leader_leases"))
        _stop_and_kill(trio, "postgres")
        assert trio.backends() == {"postgres"}
        _tell(
            f"postgres: SIGSTOP {paused:.1f} s to the next, leases deleted 3 times, {refused} refused; {trio.check()}"
        )


def _pause_in_a_write(trio: Trio) -> float:
    """Stop the leader while its heartbeat is being written; return the seconds to the next leader's first."""
    old = trio.leader()
    with trio.holding_up_heartbeats():
        time.sleep(1.5)
        trio.send(old, signal.SIGSTOP)
        seconds = trio.seconds_to_the_next(trio.nothing, release=True)
    trio.wait_for_beats(2)
    beats = trio.beats_of(old)
    trio.send(old, signal.SIGCONT)
    time.sleep(3)
    assert trio.beats_of(old) == beats
    assert trio.refused_writes_under(old, attempts=20) == 20
    return seconds


def _take_leases_away(trio: Trio, take_away: Callable[[], object]) -> int:
    before = trio.refused()
    for _ in range(3):
        take_away()
        trio.wait_for_beats(2)
    return trio.refused() - before


def _cut_off(trio: Trio, redis: Valkey) -> None:
    """Redis answers no more and closes nothing; what it kept meanwhile is still there afterwards."""
    redis.send(signal.SIGSTOP)
    time.sleep(RENEW + 0.5)
    trio.check()
    for each in trio.running():
        with each.client(timeout=1.5) as client:
            assert client.get("/ready").status_code == 200
    redis.send(signal.SIGCONT)
    trio.wait_for_beats(2)


def _down(trio: Trio, redis: Valkey) -> None:
    """With Redis down nobody leads, everything else goes on, and health says so."""
    redis.kill()
    time.sleep(RENEW + SLACK)
    ticks = trio.ticks()
    for health in trio.healths():
        assert health["status"] == "degraded"
        assert health["components"]["redis"]["status"] == "degraded"
        assert health["components"]["database"]["status"] == "healthy"
        assert not health["components"]["leader_elector"]["is_leader"]
        assert health["components"]["leader_elector"]["leader"] is None
    _assessed_all_the_same(trio, redis)
    assert trio.ticks() == ticks
    redis.start()
    trio.wait_for_beats(2)


def _assessed_all_the_same(trio: Trio, redis: Valkey) -> None:
    environment = {"DATABASE_URL": trio.url, "REDIS_URL": redis.url}
    with a_data_folder() as folder, serving(folder, "--role", "api", environment=environment) as api:
        with api.client() as client:
            answer = client.post("/api/v1/alerts", json={"title": "Seen while Redis was down", "source_id": "1"})
        assert answer.status_code == 202
    eventually(lambda: trio.rows("SELECT count(*) FROM pgqueuer_log WHERE entrypoint = 'triage'")[0][0] > 0, seconds=60)


def _stop_and_kill(trio: Trio, backend: str) -> None:
    after_term = trio.seconds_to_the_next(trio.terminate)
    assert after_term <= RETRY + SLACK
    after_kill = trio.seconds_to_the_next(trio.kill)
    assert after_kill <= LEASE + RETRY + SLACK
    _tell(
        f"{backend}, lease {LEASE}, retry {RETRY}: SIGTERM {after_term:.1f} s, SIGKILL {after_kill:.1f} s to the next"
    )


def _times() -> dict[str, str]:
    return {
        "TW_LEADER_LEASE_SECONDS": str(LEASE),
        "TW_LEADER_RENEW_SECONDS": str(RENEW),
        "TW_LEADER_RETRY_SECONDS": str(RETRY),
    }


def _tell(figures: str) -> None:
    print(figures)  # noqa: T201  # the figures that the issue asks for
