"""Nobody reaches outside but through the guard."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src/triage_warden"
HOME = "connector_kit/outgoing/"
EXEMPT = {
    "cli/client.py": "the command line asks the server that its user names, as its user",
    "storage/": "speaks to the database and Redis, which the operator names and nobody else can",
    "engine/": "likewise, to the database",
    "wiring/checkup/": "likewise, and to our own server",
}
"""Where something is opened outward that no user of the product can influence, and why."""
FORBIDDEN = frozenset(
    {f"httpx.{name}" for name in ("AsyncClient", "Client", "AsyncHTTPTransport", "HTTPTransport")}
    | {f"httpx.{name}" for name in ("get", "post", "put", "patch", "delete", "head", "options", "request", "stream")}
    | {"socket.socket", "socket.create_connection", "asyncio.open_connection", "asyncio.open_unix_connection"}
    | {"anyio.connect_tcp", "anyio.connect_tcp_with_tls", "anyio.connect_unix", "ssl.get_server_certificate"}
    | {"httpcore.AsyncConnectionPool", "httpcore.ConnectionPool", "httpcore.request", "httpcore.stream"}
)
"""What opens connections outward; to name httpx's types is fine, to call them is not."""
METHODS = frozenset(
    {"create_connection", "create_unix_connection", "sock_connect", "connect_ex", "create_datagram_endpoint"}
)
"""Of loops and sockets; the syslog listener's `create_datagram_endpoint` receives."""
RECEIVES = frozenset({"listeners/syslog/datagrams.py", "wiring/address.py"})
"""These open what listens."""
MODULES = frozenset({"urllib.request", "http.client", "smtplib", "ftplib", "telnetlib", "imaplib", "poplib", "nntplib"})
MORE_MODULES = frozenset({"aiohttp", "requests", "urllib3", "websockets", "paramiko", "xmlrpc.client", "urllib"})


def _openings(text: str) -> list[str]:
    """Return what a module's text does that opens something outward."""
    tree = ast.parse(text)
    names = _imported(tree)
    found = [name for name in names.values() if name in MODULES | (MORE_MODULES - {"urllib"})]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = _called(node.func, names)
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            found += [called] if called in FORBIDDEN else [method] if method in METHODS else []
        if isinstance(node, ast.keyword) and node.arg == "follow_redirects":
            found += [] if isinstance(node.value, ast.Constant) and node.value.value is False else ["follow_redirects"]
    return found


def _imported(tree: ast.Module) -> dict[str, str]:
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            names |= {f"from {node.module}": node.module}
    return names


def _called(function: ast.expr, names: dict[str, str]) -> str:
    written = ast.unparse(function)
    first, _, rest = written.partition(".")
    full = names.get(first, first)
    return f"{full}.{rest}" if rest else full


def _looked_at() -> list[str]:
    paths = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))
    return [path for path in paths if not path.startswith((HOME, *EXEMPT)) and path not in RECEIVES]


@pytest.mark.parametrize("path", _looked_at())
def test_nobody_opens_a_connection_by_themselves(path: str) -> None:
    """Ask for a client from connector_kit/outgoing/client.py: its connections are checked."""
    assert _openings((SOURCE / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", EXEMPT)
def test_what_is_exempt_is_there(path: str) -> None:
    """A reason outlives no code."""
    assert (SOURCE / path).exists()


@pytest.mark.parametrize(
    "text",
    [
        "import httpx\nhttpx.AsyncClient()",
        "from httpx import AsyncClient as C\nC()",
        "import httpx as h\nh.get('x')",
        "import urllib.request",
        "from urllib.request import urlopen",
        "from urllib import request",
        "import asyncio\nasyncio.open_connection('a', 1)",
        "import socket\nsocket.create_connection(('a', 1))",
        "loop.create_connection(None, 'a', 1)",
        "import smtplib",
        "import socket\nsocket.socket().connect(('a', 1))",
        "client.get('x', follow_redirects=True)",
    ],
)
def test_the_ways_around_are_seen(text: str) -> None:
    """This test can fail."""
    assert _openings(text)
