"""Budgets in a real server: shared by processes, bounded, and gone back to full when the server forgets."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.clock import FrozenClock
from kit.valkey import Valkey, a_valkey
from triage_warden.kernel.rates import Ask
from triage_warden.storage.redis.budgets import CONNECTIONS, PREFIX, RedisBudgets
from triage_warden.storage.redis.connect import connect
from triage_warden.storage.redis.errors import RedisDown
from triage_warden.storage.redis.url import parse_redis_url
from triage_warden.web.shared.own_budgets import OwnBudgets

ONE_A_SECOND = Ask(kind="caller", who="x", limit=60)


@pytest.fixture(scope="module")
def server() -> Generator[Valkey]:
    """Run one server for these tests."""
    with a_valkey() as running:
        yield running


@pytest.fixture
async def budgets(server: Valkey) -> AsyncGenerator[RedisBudgets]:
    """Return budgets over an empty server."""
    server.say("FLUSHALL")
    found = RedisBudgets(connect(parse_redis_url(server.url)))
    yield found
    await found.close()


async def test_a_burst_then_as_much_as_came_back(budgets: RedisBudgets) -> None:
    """And the one that is too many is told when to come back, and costs nothing."""
    began, taken = time.monotonic(), 0
    while not (refused := await budgets.spend([ONE_A_SECOND])).wait:
        taken += 1
    assert 60 <= taken <= 60 + time.monotonic() - began
    assert 0 < refused.wait <= 1
    assert 59 < refused.used[0] <= 60
    await asyncio.sleep(refused.wait)
    assert (await budgets.spend([ONE_A_SECOND])).wait == 0


async def test_all_or_nothing(budgets: RedisBudgets) -> None:
    """Where one of several limits is used up, the others are as they were."""
    narrow, began = Ask(kind="source", who="y", limit=1), time.monotonic()
    assert (await budgets.spend([ONE_A_SECOND, narrow])).wait == 0
    refused = await budgets.spend([ONE_A_SECOND, narrow])
    assert 60 - (time.monotonic() - began) <= refused.wait <= 60
    assert refused.used[0] <= 1
    used = (await budgets.spend([ONE_A_SECOND])).used[0]
    assert 2 - (time.monotonic() - began) <= used <= 2


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limits=st.lists(st.integers(1, 100_000_000), min_size=1, max_size=3), times=st.integers(1, 30))
async def test_it_counts_as_a_process_does_for_itself(server: Valkey, limits: list[int], times: int) -> None:
    """The same requests are let in, whatever the limits, as long as no time passes to speak of."""
    server.say("FLUSHALL")
    shared, own = RedisBudgets(connect(parse_redis_url(server.url))), OwnBudgets(FrozenClock())
    asks = [Ask(kind="caller", who=str(number), limit=limit) for number, limit in enumerate(limits)]
    began = time.monotonic()
    try:
        for _ in range(times):
            theirs, ours = await shared.spend(asks), await own.spend(asks)
            passed = time.monotonic() - began + 0.001
            if abs(ours.wait - theirs.wait) > passed:
                assert bool(theirs.wait) == bool(ours.wait)
            assert theirs.used == pytest.approx(ours.used, abs=passed)
    finally:
        await shared.close()


def test_processes_share_one_budget(server: Valkey) -> None:
    """In any time the burst and what came back in it, and nothing of it lost: four processes, sixteen at once."""
    server.say("FLUSHALL")
    limit, seconds = 600, 1.5
    taken = sorted(_spent_by(4, server.url, limit, seconds))
    for first in (0, len(taken) // 3, len(taken) * 9 // 10):
        lasted = max(after for _, after in taken[first:]) - taken[first][0]
        assert len(taken) - first <= limit + limit / 60 * lasted + 1
    assert len(taken) >= limit + limit / 60 * (taken[-1][0] - taken[0][1]) - 1


async def test_a_server_that_forgets_makes_nobody_fail(server: Valkey, budgets: RedisBudgets) -> None:
    """Its scripts, its keys, or both."""
    for said in (("SCRIPT", "FLUSH"), ("FLUSHALL",), ("SCRIPT", "FLUSH")):
        assert (await budgets.spend([ONE_A_SECOND])).wait == 0
        server.say(*said)
    server.kill()
    server.start()
    assert (await budgets.spend([ONE_A_SECOND])).used == (1.0,)


async def test_a_clock_set_back_makes_nobody_wait_longer_than_a_window(server: Valkey, budgets: RedisBudgets) -> None:
    """After a failover to a machine whose clock is behind, a bucket is full again in the far future."""
    server.say("SET", f"{PREFIX}caller:x", "9999999999999999")
    assert (await budgets.spend([ONE_A_SECOND])).wait == 1


async def test_keys_live_until_their_bucket_is_full(server: Valkey, budgets: RedisBudgets) -> None:
    """So that many who ask once leave nothing behind: a thousand addresses, twenty milliseconds each."""
    for number in range(1000):
        await budgets.spend([Ask(kind="address", who=str(number), limit=3000)])
    await asyncio.sleep(0.1)
    assert server.say("KEYS", f"{PREFIX}*") == b"*0\r\n"


async def test_many_at_once_open_few_connections(server: Valkey, budgets: RedisBudgets) -> None:
    """However many requests are being answered."""
    await asyncio.gather(*(budgets.spend([ONE_A_SECOND]) for _ in range(200)))
    clients = server.say("CLIENT", "LIST").count(b"name=triage-warden")
    assert 1 <= clients <= CONNECTIONS


async def test_one_round_trip_for_each_request(server: Valkey, budgets: RedisBudgets) -> None:
    """However many limits are counted."""
    asks = [ONE_A_SECOND, Ask(kind="source", who="y", limit=100)]
    await budgets.spend(asks)
    before = _commands(server)
    for _ in range(10):
        await budgets.spend(asks)
    assert _commands(server) - before == 10


async def test_a_server_that_is_silent_mixes_up_no_answers(server: Valkey, budgets: RedisBudgets) -> None:
    """Who did not wait for the answer leaves a connection behind that nobody uses again."""
    began = time.monotonic()
    await budgets.spend([ONE_A_SECOND])
    server.send(signal.SIGSTOP)
    try:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await budgets.spend([Ask(kind="caller", who="y", limit=1)])
    finally:
        server.send(signal.SIGCONT)
    spent = [await budgets.spend([ONE_A_SECOND]) for _ in range(3)]
    passed = time.monotonic() - began
    assert [each.used[0] for each in spent] == pytest.approx([2, 3, 4], abs=passed)
    assert passed < 50, "the answer for `y`, whose bucket one request fills for a minute, could not be told from ours"


async def test_who_cannot_wait_for_a_connection_finds_it_the_next_time(server: Valkey, budgets: RedisBudgets) -> None:
    """It takes longer over TLS, or to another site, than a request waits; cut off each time, it would never be there.

    What ended late is counted, too: a budget is never too wide. Nobody opens more connections for it than there may be.
    """
    server.send(signal.SIGSTOP)
    try:
        for _ in range(CONNECTIONS + 2):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.02):
                    await budgets.spend([ONE_A_SECOND])
    finally:
        server.send(signal.SIGCONT)
    async with asyncio.timeout(5):
        spent = [await budgets.spend([ONE_A_SECOND]) for _ in range(CONNECTIONS + 1)]
    assert round(spent[-1].used[0]) == 2 * CONNECTIONS + 1


async def test_closing_ends_what_nobody_waits_for(server: Valkey) -> None:
    """A process that stops leaves no task behind."""
    budgets = RedisBudgets(connect(parse_redis_url(server.url)))
    server.send(signal.SIGSTOP)
    try:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await budgets.spend([ONE_A_SECOND])
        await budgets.close()
    finally:
        server.send(signal.SIGCONT)
    assert not [each for each in asyncio.all_tasks() if each is not asyncio.current_task()]


async def test_an_account_with_the_rights_that_the_guide_names_is_enough(server: Valkey) -> None:
    """It may do no more than docs/how-to/run-several.md says."""
    page = (Path(__file__).parents[3] / "docs/how-to/run-several.md").read_text(encoding="utf-8")
    (rights,) = re.findall(r"needs `(~tw:\S+ [^`]+)`", page)
    assert server.say("ACL", "SETUSER", "warden", "on", ">pw", *rights.split()) == b"+OK\r\n"
    server.say("FLUSHALL")
    narrow = RedisBudgets(connect(parse_redis_url(f"redis://warden:pw@127.0.0.1:{server.port}/0")))
    try:
        for _ in range(2):
            server.say("SCRIPT", "FLUSH")
            assert (await narrow.spend([ONE_A_SECOND])).wait == 0
        assert (await narrow.spend([ONE_A_SECOND])).wait == 0
    finally:
        await narrow.close()


async def test_a_server_that_is_gone_is_said(budgets: RedisBudgets) -> None:
    """As the family of errors that everybody knows."""
    nowhere = RedisBudgets(connect(parse_redis_url("redis://127.0.0.1:1/0")))
    with pytest.raises(RedisDown):
        await nowhere.spend([ONE_A_SECOND])
    await nowhere.close()


def _spent_by(processes: int, url: str, limit: int, seconds: float) -> list[tuple[float, float]]:
    root = Path(__file__).parents[3]
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}:{root / 'tests'}"}  # noqa: TID251  # a child's
    command = [sys.executable, "-m", "kit.spender", url, str(limit), str(seconds)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) for _ in range(processes)]
    found = [process.communicate(timeout=60)[0] for process in started]
    return [(before, after) for each in found for before, after in json.loads(each)]


def _commands(server: Valkey) -> int:
    text = server.say("INFO", "commandstats").decode()
    lines = [line for line in text.splitlines() if line.startswith(("cmdstat_evalsha", "cmdstat_eval:"))]
    return sum(int(line.partition("calls=")[2].partition(",")[0]) for line in lines)
