"""Tests of reading DATABASE_URL."""

import ssl
from pathlib import Path

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.database import TestServer
from kit.tls_server import a_certificate, a_tls_server
from triage_warden.storage.postgres.errors import BadDatabaseUrl, DatabaseDown, DatabaseRefuses
from triage_warden.storage.postgres.unit import Database
from triage_warden.storage.postgres.url import SSL_MODES, ConnectArgs, parse_database_url

READ: list[tuple[str, dict[str, object]]] = [
    ("postgres://h/db", {"hosts": ("h",), "ports": (5432,), "database": "db", "user": None, "password": None}),
    ("postgresql://u:p@h:6543/db", {"user": "u", "password": "p", "ports": (6543,)}),
    ("POSTGRESQL://u@h/db", {"user": "u"}),
    (" postgres://u@h/db\n", {"database": "db"}),
    ("postgres://", {"hosts": ("localhost",), "database": None}),
    ("postgres:///db", {"hosts": ("localhost",), "database": "db"}),
    # percent-encoding
    ("postgres://a%40b:p%3A%2F%40%25@h/d%20b", {"user": "a@b", "password": "p:/@%", "database": "d b"}),
    ("postgres://%C3%BC@h/db", {"user": "ü"}),
    ("postgres://u:p@ss@h/db", {"user": "u", "password": "p@ss", "hosts": ("h",)}),
    ("postgres://u:a+b@h/db", {"password": "a+b"}),
    # IPv6
    ("postgres://[2001:db8::1]/db", {"hosts": ("2001:db8::1",), "ports": (5432,)}),
    ("postgres://u:p@[::1]:6543/db", {"hosts": ("::1",), "ports": (6543,)}),
    # Unix sockets
    ("postgres:///db?host=/var/run/postgresql", {"hosts": ("/var/run/postgresql",)}),
    ("postgres://%2Fvar%2Frun%2Fpg/db", {"hosts": ("/var/run/pg",)}),
    ("postgres://u@/db?host=%2Ftmp%2Fx&port=5433", {"hosts": ("/tmp/x",), "ports": (5433,)}),  # noqa: S108  # a socket's
    # several hosts
    ("postgres://a:1,b:2/db", {"hosts": ("a", "b"), "ports": (1, 2)}),
    ("postgres://a,[::1]:2/db", {"hosts": ("a", "::1"), "ports": (5432, 2)}),
    ("postgres:///db?host=a,b&port=7", {"hosts": ("a", "b"), "ports": (7, 7)}),
    ("postgres:///db?host=a,b&port=7,8", {"hosts": ("a", "b"), "ports": (7, 8)}),
    ("postgres://a,b/db?target_session_attrs=read-write", {"target_session_attrs": "read-write"}),
    # parameters
    ("postgres://h/db?user=u&password=p%26q&dbname=other", {"user": "u", "password": "p&q", "database": "other"}),
    ("postgres://h/db?connect_timeout=3", {"connect_timeout": 3.0}),
    ("postgres://h/db?connect_timeout=0", {"connect_timeout": 10.0}),
    ("postgres://h/db?application_name=mine", {"server_settings": {"application_name": "mine"}}),
    ("postgres://h/db?options=-c%20search_path%3Dtw", {"server_settings": {"search_path": "tw"}}),
    (
        "postgres://h/db?options=-csearch_path%3Da%5C%20b%20--work-mem%3D8MB",
        {"server_settings": {"search_path": "a b", "work_mem": "8MB"}},
    ),
    ("postgres://h/db?statement_cache_size=0", {"statement_cache_size": 0}),
    ("postgres://h/db", {"sslmode": "prefer"}),
    ("postgres://h/db?sslrootcert=system", {"sslmode": "verify-full"}),
    *((f"postgres://h/db?sslmode={mode}", dict[str, object](sslmode=mode)) for mode in SSL_MODES),
]

REFUSED: list[tuple[str, str]] = [
    ("", "must begin"),
    ("mysql://h/db", "must begin"),
    ("h:5432/db", "must begin"),
    ("sqlite:///secretpass.db", "must begin"),
    ("postgres://u:secretpass@h:port/db", "port"),
    ("postgres://u:secretpass@h:0/db", "port"),
    ("postgres://u:secretpass@h:65536/db", "port"),
    ("postgres://u:secretpass@::1/db", "brackets"),
    ("postgres://u:secretpass@[::1/db", "IPv6"),
    ("postgres://u:secretpass%zz@h/db", "%25"),
    ("postgres://u:secretpass%ff@h/db", "UTF-8"),
    ("postgres://u:secretpass%00@h/db", "zero"),
    ("postgres://u:secretpass#x@h/db", "%23"),
    ("postgres://u:secretpass@h/db?sslmode=on", "sslmode"),
    ("postgres://u:secretpass@h/db?sslmode=require&sslrootcert=system", "verify-full"),
    ("postgres://u:secretpass@h/db?target_session_attrs=master", "target_session_attrs"),
    ("postgres://u:secretpass@h/db?connect_timeout=soon", "connect_timeout"),
    ("postgres://u:secretpass@h/db?statement_cache_size=-1", "statement_cache_size"),
    ("postgres://u:secretpass@h/db?options=search_path", "options"),
    ("postgres://u:secretpass@h/db?sslmod=require", "'sslmod'"),
    ("postgres://u:secretpass@h/db?sslmode", "name=value"),
    ("postgres://u:secretpass@a,b/db?port=1,2,3", "2 hosts but 3 ports"),
]


@pytest.mark.parametrize(("url", "expected"), READ, ids=[url for url, _ in READ])
def test_reads_what_libpq_reads(url: str, expected: dict[str, object]) -> None:
    """Each part of a URL lands where libpq would put it."""
    arguments = parse_database_url(url)
    assert {name: getattr(arguments, name) for name in expected} == expected


@pytest.mark.parametrize(("url", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_refuses_with_the_remedy_and_without_the_password(url: str, reason: str) -> None:
    """A URL that cannot be used is one line that names DATABASE_URL and what to mend, and repeats no secret."""
    with pytest.raises(BadDatabaseUrl) as refused:
        parse_database_url(url)
    assert "DATABASE_URL" in refused.value.detail
    assert reason in refused.value.detail
    assert "secretpass" not in refused.value.detail + repr(refused.value)
    assert "\n" not in refused.value.detail


@given(st.text(max_size=60) | st.text(max_size=60).map("postgresql://".__add__))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever stands in the variable, the answer is arguments or BadDatabaseUrl."""
    try:
        parse_database_url(text)
    except BadDatabaseUrl as refused:
        assert refused.detail.startswith("DATABASE_URL")  # noqa: PT017  # both outcomes are right


@given(
    user=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    password=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
)
def test_any_name_and_password_can_be_written(user: str, password: str) -> None:
    """Percent-encoding carries every character there and back."""
    from urllib.parse import quote

    arguments = parse_database_url(f"postgres://{quote(user, safe='')}:{quote(password, safe='')}@h/db")
    assert (arguments.user, arguments.password) == (user, password)


def test_printing_shows_no_password() -> None:
    """Neither the representation nor the text of the arguments holds the password."""
    arguments = parse_database_url("postgres://u:secretpass@h/db?sslpassword=secretpass")
    assert "secretpass" not in repr(arguments) + str(arguments)


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require"])
async def test_modes_without_certificates_are_understood_by_the_driver(mode: str) -> None:
    """The driver takes each mode; nobody listens, so what comes back is the connection's refusal."""
    arguments = parse_database_url(f"postgres://u@127.0.0.1:1/db?sslmode={mode}")
    with pytest.raises(ConnectionRefusedError):
        await asyncpg.connect(**arguments.for_asyncpg())


def test_system_trust_checks_certificate_and_name() -> None:
    """sslrootcert=system means the machine's certificate authorities, and the host's name must fit."""
    context = parse_database_url("postgres://h/db?sslrootcert=system").for_asyncpg()["ssl"]
    assert isinstance(context, ssl.SSLContext)
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED


async def test_settings_reach_the_server(postgres: TestServer) -> None:
    """application_name and options arrive; several hosts are tried in order; socket folders work."""
    url = postgres.owner_url + "&application_name=mine&options=-c%20work_mem%3D9MB"
    first_dead = url.replace("host=", "host=%2Fnowhere,").replace("port=5432", "port=5432")
    for each in (url, first_dead):
        connection = await asyncpg.connect(**parse_database_url(each).for_asyncpg())
        assert await connection.fetchval("SHOW application_name") == "mine"
        assert await connection.fetchval("SHOW work_mem") == "9MB"
        await connection.close()


def test_arguments_without_a_url_have_defaults() -> None:
    """Nothing said means the local machine."""
    assert ConnectArgs().for_asyncpg()["host"] == ["localhost"]


SEMANTICS = [
    # sslmode, parameters, does the server offer TLS, how it is reached, what comes back
    ("disable", "", True, ["clear"], "user name"),
    ("allow", "", True, ["clear", "tls"], "user name"),
    ("prefer", "", True, ["tls", "clear"], "user name"),
    ("prefer", "", False, ["clear"], "user name"),
    ("allow", "", False, ["clear"], "does not answer"),  # the driver tells of its second try, over TLS
    ("require", "", True, ["tls"], "user name"),
    ("require", "", False, [], "does not answer"),
    ("require", "&sslrootcert={other}", True, [], "certificate"),
    ("verify-ca", "&sslrootcert={own}", True, ["tls"], "user name"),
    ("verify-ca", "&sslrootcert={other}", True, [], "certificate"),
    ("verify-full", "&sslrootcert={own}", True, ["tls"], "user name"),
    ("verify-full", "&sslrootcert={other}", True, [], "certificate"),
    ("verify-full", "&sslrootcert=/no/such/file", True, [], "certificate or key"),
    ("verify-full", "&sslrootcert={own}&sslcert={own}&sslkey={key}", True, ["tls"], "user name"),
    ("verify-full", "&sslrootcert=system", True, [], "certificate"),
]


@pytest.mark.parametrize(("mode", "parameters", "offered", "reached", "told"), SEMANTICS)
async def test_each_mode_means_what_libpq_means(
    tmp_path: Path, mode: str, parameters: str, *, offered: bool, reached: list[str], told: str
) -> None:
    """In the clear or over TLS, in which order, and with which certificates: PostgreSQL manual, table 34.1."""
    certificates = {name: a_certificate(tmp_path, name) for name in ("own", "other")}
    paths = {name: str(certificate) for name, (certificate, _) in certificates.items()}
    filled = parameters.format(**paths, key=certificates["own"][1])
    async with a_tls_server(certificates["own"] if offered else None) as server:
        database = Database.open(f"postgres://u:p@127.0.0.1:{server.port}/db?sslmode={mode}{filled}")
        with pytest.raises(DatabaseDown, match=told):
            async with database.system():
                pass
        await database.close()
    assert server.attempts == reached


async def test_verify_full_wants_the_right_name_and_verify_ca_does_not(tmp_path: Path) -> None:
    """A good certificate for another address passes verify-ca and fails verify-full."""
    certificate = a_certificate(tmp_path, "elsewhere", "192.0.2.1")
    for mode, reached in (("verify-ca", ["tls"]), ("verify-full", [])):
        async with a_tls_server(certificate) as server:
            url = f"postgres://u:p@127.0.0.1:{server.port}/db?sslmode={mode}&sslrootcert={certificate[0]}"
            database = Database.open(url)
            with pytest.raises(DatabaseRefuses):
                async with database.system():
                    pass
            await database.close()
        assert server.attempts == reached
