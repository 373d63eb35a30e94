"""Leases in a real server behave as rows of PostgreSQL do (see tests/storage/postgres/test_lease.py)."""

import asyncio
import re
from collections.abc import AsyncGenerator, Generator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kit.valkey import Valkey, a_sentinel, a_valkey
from triage_warden.storage.redis.connect import connect
from triage_warden.storage.redis.errors import RedisDown
from triage_warden.storage.redis.lease import PREFIX, RedisLease
from triage_warden.storage.redis.url import parse_redis_url


@pytest.fixture(scope="module")
def server() -> Generator[Valkey]:
    """Run one server for these tests."""
    with a_valkey() as running:
        yield running


@pytest.fixture
async def lease(server: Valkey) -> AsyncGenerator[RedisLease]:
    """Return a keeper of leases over an empty server."""
    server.say("FLUSHALL")
    found = RedisLease(connect(parse_redis_url(server.url)))
    yield found
    await found.close()


async def test_one_holds_it_and_the_others_see_who(lease: RedisLease) -> None:
    """Who holds it may ask again."""
    assert (await lease.acquire("work", "a", 15)).holder == "a"
    seen = await lease.acquire("work", "b", 15)
    assert seen.holder == "a"
    assert 5 < seen.seconds_left <= 15
    assert (await lease.acquire("work", "a", 30)).seconds_left > 15


async def test_only_its_holder_renews_or_releases_it(lease: RedisLease) -> None:
    """Others change nothing."""
    await lease.acquire("work", "a", 15)
    assert not await lease.renew("work", "b", 15)
    await lease.release("work", "b")
    assert await lease.renew("work", "a", 30)
    assert (await lease.look(["work", "other"]))["work"].seconds_left > 15
    await lease.release("work", "a")
    assert await lease.look(["work", "other"]) == {}


async def test_one_that_has_run_out_is_free_and_cannot_be_renewed(lease: RedisLease) -> None:
    """By the server's clock."""
    await lease.acquire("work", "a", 0.05)
    await asyncio.sleep(0.1)
    assert await lease.look(["work"]) == {}
    assert not await lease.renew("work", "a", 15)
    assert (await lease.acquire("work", "b", 15)).holder == "b"


async def test_of_many_that_ask_at_once_one_gets_it(lease: RedisLease) -> None:
    """Each step is one script."""
    found = await asyncio.gather(*(lease.acquire("work", str(number), 15) for number in range(8)))
    assert len({each.holder for each in found}) == 1


async def test_the_key_is_the_one_that_is_documented(lease: RedisLease, server: Valkey) -> None:
    """`tw:leader:<resource>`, so that an operator finds it."""
    await lease.acquire("work", "a/1", 15)
    assert PREFIX == "tw:leader:"
    assert server.say("GET", "tw:leader:work") == b"$3\r\na/1\r\n"


async def test_the_documented_rights_suffice(server: Valkey) -> None:
    """An account that may do no more than docs/how-to/run-several.md says."""
    page = (Path(__file__).parents[3] / "docs/how-to/run-several.md").read_text(encoding="utf-8")
    (rights,) = re.findall(r"needs `(~tw:\S+ [^`]+)`", page)
    assert server.say("ACL", "SETUSER", "warden", "on", ">pw", *rights.split()) == b"+OK\r\n"
    lease = RedisLease(connect(parse_redis_url(f"redis://warden:pw@127.0.0.1:{server.port}/0")))
    assert (await lease.acquire("allowed", "a", 15)).holder == "a"
    assert await lease.renew("allowed", "a", 15)
    assert "allowed" in await lease.look(["allowed"])
    await lease.release("allowed", "a")
    await lease.close()


async def test_a_server_that_is_gone_is_unavailable() -> None:
    """Each question says so."""
    with a_valkey() as gone:
        lease = RedisLease(connect(parse_redis_url(gone.url)))
        await lease.acquire("work", "a", 15)
        gone.kill()
        for question in (lease.acquire("work", "a", 15), lease.renew("work", "a", 15), lease.look(["work"])):
            with pytest.raises(RedisDown):
                await question
        await lease.close()


async def test_a_lease_outlives_no_failover_unless_it_was_copied_but_the_client_follows() -> None:
    """The Sentinel makes the replica master; leases are taken there from then on."""
    with a_valkey() as first, a_valkey("--replicaof", "127.0.0.1", str(first.port)) as _, ExitStack() as stack:
        # Else the Sentinel would not see the replica at its first look, and it looks every ten seconds only.
        await _until_said(first, ("INFO", "replication"), b"state=online")
        sentinel = stack.enter_context(a_sentinel(first))
        await _until_said(sentinel, ("SENTINEL", "MASTER", "mymaster"), b"num-slaves\r\n$1\r\n1\r\n")
        lease = RedisLease(connect(parse_redis_url(f"redis+sentinel://127.0.0.1:{sentinel.port}/mymaster")))
        assert (await lease.acquire("work", "a", 60)).holder == "a"
        first.kill()
        await _until_answers(lease)
        assert (await lease.acquire("other", "b", 60)).holder == "b"
        await lease.close()


async def _until_said(server: Valkey, words: tuple[str, ...], wanted: bytes) -> None:
    async with asyncio.timeout(30):
        while wanted not in server.say(*words):  # noqa: ASYNC110  # it tells nobody
            await asyncio.sleep(0.05)


async def _until_answers(lease: RedisLease) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                await lease.acquire("work", "a", 60)
            except RedisDown:
                await asyncio.sleep(0.2)
            else:
                return
