"""Clients find their server, also through a Sentinel, and say in our words when they do not."""

from pathlib import Path

import pytest

from kit.certificates import Certificates, make_certificates
from kit.ports import a_free_port
from kit.redis_tls import PASSWORD, a_redis_over_tls, a_sentinel_over_tls
from kit.valkey import Valkey, a_sentinel, a_valkey
from triage_warden.kernel.rates import Ask
from triage_warden.storage.redis.budgets import RedisBudgets
from triage_warden.storage.redis.connect import close, connect, down_means_unavailable
from triage_warden.storage.redis.errors import BadRedisUrl, RedisDown
from triage_warden.storage.redis.lease import RedisLease
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
        assert await _ping(f"redis+sentinel://127.0.0.1:{a_free_port()},127.0.0.1:{sentinel.port}/mymaster/0")
        with pytest.raises(RedisDown):
            await _ping(f"redis+sentinel://127.0.0.1:{sentinel.port}/nobody/0")


async def test_nobody_there_is_unavailable() -> None:
    """Without the host's name."""
    with pytest.raises(RedisDown) as down:
        await _ping(f"redis://127.0.0.1:{a_free_port()}/0")
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


@pytest.mark.parametrize("parameters", ["ssl_certfile=/nowhere.pem", "ssl_certfile={cert}&ssl_keyfile={other}"])
async def test_a_certificate_of_ours_without_its_key_is_refused_at_once(tmp_path: Path, parameters: str) -> None:
    """It would fail at each connection, and nobody would be elected."""
    made, others = _certificates(tmp_path), _certificates(tmp_path / "others")
    with pytest.raises(BadRedisUrl, match="ssl_certfile"):
        connect(parse_redis_url("rediss://localhost?" + parameters.format(cert=made.cert, other=others.key)))


async def test_over_tls_one_leads_and_requests_are_counted(tmp_path: Path) -> None:
    """All that Redis does for us, over TLS alone."""
    with a_redis_over_tls(_certificates(tmp_path)) as server:
        lease = RedisLease(connect(parse_redis_url(server.url())))
        budgets = RedisBudgets(connect(parse_redis_url(server.url())))
        try:
            assert (await lease.acquire("sweep", "one", 5)).holder == "one"
            assert (await lease.acquire("sweep", "two", 5)).holder == "one"
            assert await lease.renew("sweep", "one", 5)
            ask = Ask(kind="caller", who="a key", limit=1)
            spent = [await budgets.spend([ask]) for _ in range(3)]
            assert [each.wait > 0 for each in spent] == [False, True, True]
        finally:
            await lease.close()
            await budgets.close()


async def test_a_certificate_that_does_not_verify_is_refused_and_said(tmp_path: Path) -> None:
    """By another authority, or for another name; without names of hosts, because anybody may ask for health."""
    made, others = _certificates(tmp_path), _certificates(tmp_path / "others")
    with a_redis_over_tls(made) as server:
        assert await _ping(server.url())
        for url in (server.url(authority=others.ca), server.url("localhost"), _without_authority(server.url())):
            with pytest.raises(RedisDown, match="certificate") as refused:
                await _ping(url)
            assert "127.0.0.1" not in refused.value.detail


async def test_a_server_that_asks_for_a_certificate_gets_ours(tmp_path: Path) -> None:
    """As Redis does unless told otherwise; without one nobody is let in, and without TLS nobody answers."""
    with a_redis_over_tls(_certificates(tmp_path), asks_for_certificates=True) as server:
        assert await _ping(server.url(certificate=True))
        for url in (server.url(), f"redis://:{PASSWORD}@127.0.0.1:{server.port}/0"):
            with pytest.raises(RedisDown):
                await _ping(url)


@pytest.mark.parametrize("asks", [False, True])
async def test_sentinels_name_the_master_over_tls(tmp_path: Path, *, asks: bool) -> None:
    """Both are asked over TLS, with our certificate where they want one, and both have to verify."""
    made, others = _certificates(tmp_path), _certificates(tmp_path / "others")
    with (
        a_redis_over_tls(made, asks_for_certificates=asks) as master,
        a_sentinel_over_tls(master, asks_for_certificates=asks) as sentinel,
    ):
        url = sentinel.url(certificate=asks).replace("rediss://", "rediss+sentinel://").replace("/0?", "/mymaster/0?")
        assert await _ping(url)
        with pytest.raises(RedisDown):
            await _ping(url.replace(str(made.ca), str(others.ca)))


def _certificates(folder: Path) -> Certificates:
    folder.mkdir(exist_ok=True)
    return make_certificates(folder)


def _without_authority(url: str) -> str:
    return url.partition("?")[0]


def _restart(server: Valkey) -> None:
    server.kill()
    server.start()
