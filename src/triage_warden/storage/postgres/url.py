"""DATABASE_URL, as libpq reads it."""

import re
import ssl
from typing import Any, Final, Literal, get_args
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import msgspec

from triage_warden.storage.postgres.errors import BadDatabaseUrl

SslMode = Literal["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]
SSL_MODES: Final[tuple[SslMode, ...]] = get_args(SslMode)
_FILES: Final = ("sslrootcert", "sslcert", "sslkey", "sslcrl", "sslpassword")
_SESSIONS: Final = ("any", "primary", "standby", "read-write", "read-only", "prefer-standby")
_DEFAULT_TIMEOUT: Final = 10.0


class ConnectArgs(msgspec.Struct, frozen=True, kw_only=True):
    """Where the database is and who we are to it; printing it shows no password."""

    hosts: tuple[str, ...] = ("localhost",)
    """Names, addresses (IPv6 without brackets) or folders of Unix sockets, tried in order."""
    ports: tuple[int, ...] = (5432,)
    user: str | None = None
    password: str | None = None
    database: str | None = None
    sslmode: SslMode = "prefer"
    ssl_files: dict[str, str] = {}
    """`sslrootcert`, `sslcert`, `sslkey`, `sslcrl`, `sslpassword`, as given."""
    connect_timeout: float = _DEFAULT_TIMEOUT
    """Seconds for one attempt."""
    target_session_attrs: str = "any"
    statement_cache_size: int = 100
    """0 behind a pooler that hands each transaction another server connection."""
    server_settings: dict[str, str] = {}
    """From `application_name` and `options=-c name=value`."""

    def __repr__(self) -> str:
        """Leave out passwords and keys."""
        return f"ConnectArgs(hosts={self.hosts}, ports={self.ports}, user={self.user!r}, database={self.database!r})"

    def for_asyncpg(self) -> dict[str, Any]:
        """Return the keyword arguments of `asyncpg.connect`."""
        arguments: dict[str, Any] = {
            "host": list(self.hosts),
            "port": list(self.ports),
            "user": self.user,
            "password": self.password,
            "database": self.database,
            "timeout": self.connect_timeout,
            "target_session_attrs": self.target_session_attrs,
            "statement_cache_size": self.statement_cache_size,
            "server_settings": {"application_name": "triage-warden", **self.server_settings},
        }
        return arguments | self._tls()

    def _tls(self) -> dict[str, Any]:
        if self.ssl_files.get("sslrootcert") == "system":
            return {"ssl": self._system_trust()}
        # asyncpg takes certificate files only out of a URL; every other part of this one is overridden above.
        return {"dsn": "postgresql:///?" + urlencode({"sslmode": self.sslmode, **self.ssl_files})}

    def _system_trust(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if "sslcert" in self.ssl_files:
            key, password = self.ssl_files.get("sslkey"), self.ssl_files.get("sslpassword")
            context.load_cert_chain(self.ssl_files["sslcert"], key, password)
        return context


def parse_database_url(text: str) -> ConnectArgs:
    """Return what a `postgres://` or `postgresql://` URL says, or raise BadDatabaseUrl with the remedy.

    Reads what libpq reads (PostgreSQL manual, "Connection URIs"); parameters it knows and we do not use are refused
    by name rather than ignored. No message repeats the URL: it holds a password.
    """
    scheme, separator, _ = text.strip().partition("://")
    if not separator or scheme.lower() not in {"postgres", "postgresql"}:
        raise _bad("must begin with postgres:// or postgresql://, as in postgresql://user:password@host:5432/database")
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        raise _bad("has a host that cannot be read; write IPv6 addresses in brackets, as in [2001:db8::1]") from None
    if parts.fragment:
        raise _bad("holds a '#'; write it as %23 in a user name or password")
    user, password, hostspec = _authority(parts.netloc)
    parameters = _parameters(parts.query)
    hosts, ports = _hosts(parameters.pop("host", "") or hostspec, parameters.pop("port", ""))
    return ConnectArgs(
        hosts=hosts,
        ports=ports,
        user=parameters.pop("user", None) or user,
        password=parameters.pop("password", None) or password,
        database=parameters.pop("dbname", None) or _decoded(parts.path.removeprefix("/")) or None,
        **_transport(parameters),
        **_session(parameters),
        **_nothing_left(parameters),
    )


def _bad(what: str) -> BadDatabaseUrl:
    return BadDatabaseUrl(detail=f"DATABASE_URL {what}.")


def _authority(netloc: str) -> tuple[str | None, str | None, str]:
    """Split at the last `@`: a password with a stray one still ends before the host."""
    credentials, _, hostspec = netloc.rpartition("@")
    user, _, password = credentials.partition(":")
    return _decoded(user) or None, _decoded(password) or None, hostspec


def _decoded(text: str) -> str:
    if re.search("%(?![0-9A-Fa-f]{2})", text):
        raise _bad("holds a '%' that begins no %XX escape; write a percent sign as %25")
    try:
        decoded = unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise _bad("holds %XX escapes that are not UTF-8") from None
    if "\0" in decoded:
        raise _bad("holds a zero byte (%00)")
    return decoded


def _parameters(query: str) -> dict[str, str]:
    """Libpq does not read '+' as a space."""
    try:
        pairs = parse_qsl(query.replace("+", "%2B"), keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise _bad("has parameters that are not name=value, joined by '&'") from None
    return {name: _decoded_already(value) for name, value in pairs}


def _decoded_already(value: str) -> str:
    if "\0" in value or "\ufffd" in value:
        raise _bad("holds a parameter with bytes that are not UTF-8 text")
    return value


def _hosts(hostspec: str, portspec: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    pairs = [_host(part) for part in hostspec.split(",")]
    hosts = tuple(host for host, _ in pairs)
    given = portspec.split(",") if portspec else [port for _, port in pairs]
    if len(given) == 1:
        given = given * len(hosts)
    if len(given) != len(hosts):
        raise _bad(f"names {len(hosts)} hosts but {len(given)} ports; give one port, or one for each host")
    return hosts, tuple(_port(port) for port in given)


def _host(part: str) -> tuple[str, str]:
    """Return host and port as written; a missing host is the local machine."""
    bracketed = re.fullmatch(r"\[([^\[\]]+)\](?::(\d*))?", part)
    if bracketed:
        return bracketed[1], bracketed[2] or ""
    if part.startswith("/"):
        return part, ""
    if part.count(":") > 1:
        raise _bad("has an IPv6 address without brackets; write it as [2001:db8::1]:5432")
    name, _, port = part.partition(":")
    return _decoded(name) or "localhost", port


def _port(text: str) -> int:
    if not text:
        return 5432
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:  # noqa: PLR2004  # TCP's range
        raise _bad("has a port that is not a number from 1 to 65535")
    return int(text)


def _transport(parameters: dict[str, str]) -> dict[str, Any]:
    mode = parameters.pop("sslmode", None)
    files = {name: parameters.pop(name) for name in _FILES if name in parameters}
    system = files.get("sslrootcert") == "system"
    if mode is None:
        mode = "verify-full" if system else "prefer"
    if mode not in SSL_MODES:
        raise _bad(f"has an unknown sslmode; it is one of {', '.join(SSL_MODES)}")
    if system and mode != "verify-full":
        raise _bad("has sslrootcert=system, which goes with sslmode=verify-full only")
    return {"sslmode": mode, "ssl_files": files}


def _session(parameters: dict[str, str]) -> dict[str, Any]:
    wanted = parameters.pop("target_session_attrs", "any")
    if wanted not in _SESSIONS:
        raise _bad(f"has an unknown target_session_attrs; it is one of {', '.join(_SESSIONS)}")
    settings = _options(parameters.pop("options", ""))
    if "application_name" in parameters:
        settings["application_name"] = parameters.pop("application_name")
    return {
        "connect_timeout": _seconds(parameters.pop("connect_timeout", "")),
        "target_session_attrs": wanted,
        "statement_cache_size": _count(parameters.pop("statement_cache_size", "100")),
        "server_settings": settings,
    }


def _options(text: str) -> dict[str, str]:
    """Read `-c name=value` and `--name=value`, with backslashes before spaces in values, as the server does."""
    words = [re.sub(r"\\(.)", r"\1", word) for word in re.findall(r"(?:\\.|[^\s\\])+", text)]
    joined = re.sub(r"(^|\x1f)-c\x1f", r"\1-c", "\x1f".join(words)).split("\x1f") if words else []
    return dict(_option(word) for word in joined)


def _option(word: str) -> tuple[str, str]:
    match = re.fullmatch(r"(?:-c|--)([A-Za-z_][\w.\-]*)=(.*)", word, re.DOTALL)
    if not match:
        raise _bad("has options that cannot be read; write them as options=-c%20name%3Dvalue")
    return match[1].replace("-", "_"), match[2]


def _seconds(text: str) -> float:
    """libpq: whole seconds; zero and less mean for ever, which we do not do."""
    if not text:
        return _DEFAULT_TIMEOUT
    if not re.fullmatch(r"-?\d{1,6}", text):
        raise _bad("has a connect_timeout that is not a number of seconds")
    return float(text) if int(text) > 0 else _DEFAULT_TIMEOUT


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,5}", text):
        raise _bad("has a statement_cache_size that is not a number; 0 switches the cache off")
    return int(text)


def _nothing_left(parameters: dict[str, str]) -> dict[str, Any]:
    for name in parameters:
        if not re.fullmatch(r"\w{1,40}", name):
            raise _bad("has a parameter whose name cannot be read")
        raise _bad(f"has a parameter '{name}' that Triage Warden does not know; remove it")
    return {}
