"""REDIS_URL: one server, or a master that Sentinels name."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from triage_warden.storage.redis.errors import BadRedisUrl

_SERVER_PORT: Final = 6379
_SENTINEL_PORT: Final = 26379
_MOST_DATABASES: Final = 1 << 14
_SHOWN: Final = "redis://:password@host:6379/0 or redis+sentinel://:password@host1:26379,host2:26379/mymaster/0"
_TLS: Final = frozenset({"ssl_ca_certs", "ssl_certfile", "ssl_keyfile"})
_PARAMETERS: Final = _TLS | {"sentinel_username", "sentinel_password"}
_ADDRESS = re.compile(r"\[(?P<six>[0-9A-Fa-f:.]+)\](?::(?P<port6>\d+))?|(?P<name>[^:\[\]]+)(?::(?P<port>\d+))?")


class RedisTarget(msgspec.Struct, frozen=True, kw_only=True):
    """Where Redis is and who we are to it; printing it shows no password."""

    addresses: tuple[tuple[str, int], ...]
    """The server, or the Sentinels where `master` is set."""
    master: str | None = None
    """The name under which Sentinels know the master."""
    database: int = 0
    username: str | None = None
    password: str | None = None
    sentinel_username: str | None = None
    sentinel_password: str | None = None
    tls: bool = False
    ca_file: str | None = None
    cert_file: str | None = None
    """Our own certificate chain, for a server that asks for one, as Redis does by default; its key beside it."""
    key_file: str | None = None

    def __repr__(self) -> str:
        """Leave out passwords."""
        return f"RedisTarget(addresses={self.addresses}, master={self.master!r}, database={self.database})"


def parse_redis_url(text: str) -> RedisTarget:
    """Return what REDIS_URL says, or raise BadRedisUrl with the remedy; no message repeats the URL or its password.

    `redis://[user:password@]host[:port][/database]`, `rediss://…` with TLS; with Sentinels
    `redis+sentinel://[user:password@]host[:port][,host[:port]…]/master[/database]`, `rediss+sentinel://…` with TLS.
    Parameters: `ssl_ca_certs`, `ssl_certfile`, `ssl_keyfile` (PEM files), `sentinel_username`, `sentinel_password`.
    The server's certificate is always held against the authorities and the name; there is no way to leave that out.
    """
    scheme, separator, rest = text.strip().partition("://")
    protocol, _, kind = scheme.lower().partition("+")
    if not separator or protocol not in {"redis", "rediss"} or kind not in {"", "sentinel"}:
        raise _bad("must begin with redis://, rediss://, redis+sentinel:// or rediss+sentinel://")
    location, parameters = _split(rest)
    credentials, _, hosts = location.rpartition("@") if "@" in location else ("", "", location)
    hosts, *path = hosts.split("/")
    username, _, password = credentials.partition(":")
    sentinel = kind == "sentinel"
    master, database = _path(path, sentinel=sentinel)
    _check_tls(parameters, tls=protocol == "rediss")
    return RedisTarget(
        addresses=tuple(_addresses(hosts.split(","), sentinel=sentinel)),
        master=master,
        database=database,
        username=unquote(username) or None,
        password=unquote(password) or None,
        sentinel_username=parameters.get("sentinel_username"),
        sentinel_password=parameters.get("sentinel_password"),
        tls=protocol == "rediss",
        ca_file=parameters.get("ssl_ca_certs"),
        cert_file=parameters.get("ssl_certfile"),
        key_file=parameters.get("ssl_keyfile"),
    )


def _check_tls(parameters: dict[str, str], *, tls: bool) -> None:
    """Refuse what would be without effect: whoever wrote it believes that the connection is safer than it is."""
    given = sorted(_TLS & parameters.keys())
    if given and not tls:
        raise _bad(f"has {given[0]}, which is for rediss:// and rediss+sentinel://")
    if "ssl_keyfile" in parameters and "ssl_certfile" not in parameters:
        raise _bad("has ssl_keyfile without ssl_certfile")


def _split(rest: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(f"//{rest}")
    parameters = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(set(parameters) - _PARAMETERS):
        raise _bad(f"has a parameter that is not known: {unknown[0]}")
    return rest.partition("?")[0].partition("#")[0], parameters


def _path(parts: list[str], *, sentinel: bool) -> tuple[str | None, int]:
    names = [unquote(part) for part in parts if part]
    if sentinel and not names:
        raise _bad("names no master behind the Sentinels")
    master = names.pop(0) if sentinel else None
    if not names:
        return master, 0
    if len(names) > 1 or not names[0].isdecimal() or int(names[0][:6]) >= _MOST_DATABASES:
        raise _bad("does not end in the number of a database")
    return master, int(names[0])


def _addresses(hosts: Iterable[str], *, sentinel: bool) -> Iterable[tuple[str, int]]:
    found = list(hosts)
    if len(found) > 1 and not sentinel:
        raise _bad("names several servers; several are reached through Sentinels")
    for host in found:
        match = _ADDRESS.fullmatch(unquote(host))
        port = int((match["port6"] or match["port"] or 0) if match else 0)
        if match is None or port >= 1 << 16:
            raise _bad("names no host, or a port that is none")
        yield match["six"] or match["name"], port or (_SENTINEL_PORT if sentinel else _SERVER_PORT)


def _bad(why: str) -> BadRedisUrl:
    return BadRedisUrl(detail=f"REDIS_URL {why}; write it like {_SHOWN}.")
