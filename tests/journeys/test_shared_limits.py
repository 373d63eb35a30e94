"""Two replicas count requests together in Redis, and go on without it."""

import signal
import time
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

import httpx
import pytest

from kit.fleet import Fleet, a_fleet
from kit.process import eventually
from kit.valkey import Valkey, a_valkey

pytestmark = pytest.mark.xdist_group("shared_limits")  # one pair of replicas, not one for each worker
LIMIT = 240
"""Four a second: so few come back while a test runs that a burst of each replica's own would show."""
STALL = 1.0
"""Seconds that half the requests stay under, where a machine whose cores are shared makes some of them slow. Were Redis
waited for as long as its client does by itself, each would take two."""
ASKED = "/api/v1/auth/me"


@dataclass
class Scene:
    """The replicas and their Redis."""

    fleet: Fleet
    redis: Valkey
    took: list[float] = field(default_factory=list[float])

    def statuses(self, times: int, credential: dict[str, str]) -> list[int]:
        """Ask both replicas by turns, four at once, and return the answers' statuses."""

        def some(_number: int) -> list[int]:
            return self._some(times // 4, credential)

        with ThreadPoolExecutor(4) as threads:
            return [each for found in threads.map(some, range(4)) for each in found]

    def _some(self, times: int, credential: dict[str, str]) -> list[int]:
        with ExitStack() as stack:
            clients = [
                stack.enter_context(httpx.Client(base_url=url, headers=credential, timeout=10, trust_env=False))
                for url in self.fleet.apis
            ]
            found: list[int] = []
            for number in range(times):
                began = time.monotonic()
                found.append(clients[number % 2].get(ASKED).status_code)
                self.took.append(time.monotonic() - began)
            return found

    def new_key(self) -> dict[str, str]:
        """Return the header of a key that nobody has used yet, hence with its whole budget."""
        body = {"name": "probe", "role": "viewer"}
        answer = httpx.post(f"{self.fleet.apis[0]}/api/v1/api-keys", json=body, headers=self.fleet.credential())
        return {"authorization": f"Bearer {answer.json()['secret']}"}

    def counted_alone(self) -> int:
        """Return how often a replica has begun to count for itself."""
        return sum(member.log.read_bytes().count(b"rate_limits_counted_alone") for member in self.fleet.members)

    def shared(self) -> list[bool]:
        """Return which replicas say that they count together."""
        pages = [httpx.get(f"{url}/metrics").text for url in self.fleet.apis]
        return ["triage_warden_rate_limits_shared 1.0" in page for page in pages]


@pytest.fixture(scope="module")
def scene() -> Generator[Scene]:
    """Start two replicas over one database and one Redis."""
    with a_valkey() as redis:
        environment = {"REDIS_URL": redis.url, "TW_RATE_LIMIT_CALLER": str(LIMIT)}
        with a_fleet("api", "api", environment=environment) as fleet:
            yield Scene(fleet, redis)


def test_replicas_share_one_budget(scene: Scene) -> None:
    """Whichever is asked: as many as the limit, and what came back meanwhile; a second key has its own."""
    for _ in range(2):
        taken, lasted = _taken_until_refused(scene)
        assert LIMIT <= taken <= LIMIT + LIMIT / 60 * lasted + 1


def _taken_until_refused(scene: Scene) -> tuple[int, float]:
    """Return how many requests of a new key were let in before and beside one that was not, and in how many seconds.

    A replica that stands still for longer than it waits for Redis counts for itself a while, as it should, and says so
    in its log: then the next key is asked with.
    """
    for _ in range(10):
        eventually(lambda: scene.statuses(4, scene.new_key()).count(200) == 4 and all(scene.shared()))
        key, statuses, alone, began = scene.new_key(), list[int](), scene.counted_alone(), time.monotonic()
        while 429 not in statuses and len(statuses) < 20 * LIMIT:
            statuses += scene.statuses(LIMIT, key)
        lasted = time.monotonic() - began
        assert set(statuses) == {200, 429}
        if scene.counted_alone() == alone:
            return statuses.count(200), lasted
    raise AssertionError("replicas counted alone all the time, over a Redis that was there")


@pytest.mark.parametrize("what", ["flushed", "restarted", "paused", "killed"])
def test_whatever_becomes_of_redis_no_request_fails_or_waits(scene: Scene, what: str) -> None:
    """Each replica counts for itself at once, says so, and goes back by itself."""
    eventually(lambda: scene.statuses(4, scene.new_key()).count(200) == 4 and all(scene.shared()))
    key = scene.new_key()
    scene.took.clear()
    statuses = scene.statuses(40, key)
    undo = _done(scene.redis, what)
    try:
        statuses += scene.statuses(120, key)
        if what in {"paused", "killed"}:
            assert scene.shared() == [False, False]
            health = httpx.get(f"{scene.fleet.apis[0]}/health/detailed", headers=key, timeout=20).json()
            assert health["components"]["redis"]["status"] == "degraded"
    finally:
        undo()
    assert set(statuses) == {200}
    assert median(scene.took) < STALL
    eventually(lambda: bool(scene.statuses(8, key)) and all(scene.shared()))


def _done(redis: Valkey, what: str) -> Callable[[], None]:
    """Do something to Redis, and return how to undo it."""
    match what:
        case "flushed":
            redis.say("FLUSHALL")
            redis.say("SCRIPT", "FLUSH")
        case "restarted":
            redis.kill()
            redis.start()
        case "paused":
            redis.send(signal.SIGSTOP)
            return lambda: redis.send(signal.SIGCONT)
        case _:
            redis.kill()
            return redis.start
    return lambda: None
