"""Clients of Redis: of one server, or of the master that Sentinels name."""

import ssl
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any, Final

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel, SentinelConnectionPool
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, NoPermissionError, RedisError

from triage_warden.storage.redis.errors import BadRedisUrl, RedisDown
from triage_warden.storage.redis.url import RedisTarget

_TIMEOUT: Final = 2.0
"""Seconds for a connection or an answer; who needs it shorter cuts it off."""


def connect(target: RedisTarget) -> "Redis":
    """Return a client; connects when first used.

    A command whose connection broke is sent once more, at once: after a restart of Redis every connection that lay
    idle is dead. What is sent must bear that. With Sentinels the master is asked for anew at each connection.
    """
    options = _options(target, target.username, target.password)
    if target.master is None:
        host, port = target.addresses[0]
        return Redis(host=host, port=port, db=target.database, decode_responses=True, **options)
    asked = _options(target, target.sentinel_username, target.sentinel_password)
    sentinel = Sentinel(list(target.addresses), sentinel_kwargs=asked, **options)  # type: ignore[no-untyped-call]  # untyped
    client: Redis = sentinel.master_for(target.master, db=target.database, decode_responses=True)
    return client


async def close(client: "Redis") -> None:
    """Close a client's connections, those to the Sentinels with them; one that is broken already is no error."""
    pool = client.connection_pool
    with suppress(RedisError, OSError):
        await client.aclose()
    if isinstance(pool, SentinelConnectionPool):
        with suppress(RedisError, OSError):
            await pool.sentinel_manager.aclose()


@contextmanager
def down_means_unavailable() -> Generator[None]:
    """Turn what the client says into RedisDown; without names of hosts, because anybody may ask for health."""
    try:
        yield
    except (AuthenticationError, NoPermissionError) as error:
        detail = "Redis refuses the user name or password in REDIS_URL, or the rights are too few."
        raise RedisDown(detail=detail) from error
    except (RedisError, OSError) as error:
        if _distrusted(error):
            detail = (
                "Redis shows a certificate for another name than REDIS_URL has, or by an authority that is not known."
            )
            raise RedisDown(detail=detail) from error
        raise RedisDown from error


def _options(target: RedisTarget, username: str | None, password: str | None) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "username": username,
        "password": password,
        "socket_timeout": _TIMEOUT,
        "socket_connect_timeout": _TIMEOUT,
        "retry": Retry(NoBackoff(), 1),
        "client_name": "triage-warden",
    }
    if not target.tls:
        return plain
    _check(target)
    files = {"ssl_ca_certs": target.ca_file, "ssl_certfile": target.cert_file, "ssl_keyfile": target.key_file}
    return {**plain, **files, "ssl": True, "ssl_check_hostname": True}


def _check(target: RedisTarget) -> None:
    """Read the files now: the client would fail at each connection, in words of its own."""
    try:
        context = ssl.create_default_context(cafile=target.ca_file)
    except (OSError, ssl.SSLError):
        raise BadRedisUrl(detail="REDIS_URL: the file in ssl_ca_certs cannot be read as PEM certificates.") from None
    if target.cert_file is None:
        return
    try:
        context.load_cert_chain(target.cert_file, target.key_file)
    except (OSError, ssl.SSLError):
        raise BadRedisUrl(
            detail="REDIS_URL: ssl_certfile and ssl_keyfile cannot be read as PEM, or do not belong together."
        ) from None


def _distrusted(error: BaseException | None) -> bool:
    """Return whether the other side showed a certificate that we do not believe."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
