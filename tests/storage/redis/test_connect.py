"""Clients find their server, also through a Sentinel, and say in our words when they do not."""

import pytest

from kit.valkey import Valkey, a_sentinel, a_valkey, free_port
from triage_warden.storage.redis.connect import close, connect, down_means_unavailable
from triage_warden.storage.redis.errors import BadRedisUrl, RedisDown
from triage_warden.storage.redis.url import parse_redis_url


async def _ping(url: str) -> bool:
    client = connect(parse_redis_url(url))
    try:
        with down_means_unavailable():
            return bool(await client.ping())
    finally:
        await close(client)


async def test_a_password_is_used_and_a_wrong_one_is_told() -> None:
    """Without naming it."""
    with a_valkey("--requirepass", "open-sesame") as server:
        where = f"127.0.0.1:{server.port}/0"
        assert await _ping(f"redis://:open-sesame@{where}")
        with pytest.raises(RedisDown, match="refuses"):
            await _ping(f"redis://:hunter2@{where}")


async def test_the_master_is_found_through_the_sentinels_that_answer() -> None:
    """One of the two is down."""
    with a_valkey() as master, a_sentinel(master) as sentinel:
        assert await _ping(f"redis+sentinel://127.0.0.1:{free_port()},127.0.0.1:{sentinel.port}/mymaster/0")
        with pytest.raises(RedisDown):
            await _ping(f"redis+sentinel://127.0.0.1:{sentinel.port}/nobody/0")


async def test_nobody_there_is_unavailable() -> None:
    """Without the host's name."""
    with pytest.raises(RedisDown) as down:
        await _ping(f"redis://127.0.0.1:{free_port()}/0")
    assert "127.0.0.1" not in down.value.detail


async def test_a_restarted_server_is_connected_to_again_without_an_error() -> None:
    """A connection that lay idle meanwhile is dead; its command goes over a new one."""
    with a_valkey() as server:
        client = connect(parse_redis_url(server.url))
        assert await client.ping()
        _restart(server)
        assert await client.ping()
        await close(client)


async def test_a_certificate_file_that_cannot_be_read_is_refused_at_once() -> None:
    """With the parameter's name."""
    with pytest.raises(BadRedisUrl, match="ssl_ca_certs"):
        connect(parse_redis_url("rediss://localhost?ssl_ca_certs=/nowhere.pem"))


def _restart(server: Valkey) -> None:
    server.kill()
    server.start()
