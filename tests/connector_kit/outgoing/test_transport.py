"""Requests over guarded connections."""

from collections.abc import AsyncGenerator

import httpx
import pytest

from kit.fake_server import Answer, FakeServer, fake_server
from triage_warden.connector_kit.outgoing.addresses import LOOPBACK
from triage_warden.connector_kit.outgoing.guard import Guard, OutgoingRefused
from triage_warden.connector_kit.outgoing.transport import GuardedTransport


@pytest.fixture
async def client() -> AsyncGenerator[httpx.AsyncClient]:
    """Give a client that would follow redirects, which none of ours does."""
    transport = GuardedTransport(Guard(LOOPBACK), gives_up_after=2)
    async with httpx.AsyncClient(transport=transport, follow_redirects=True, timeout=2, trust_env=False) as http:
        yield http


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://2852039166/",
        "http://10.0.0.1/",
        "http://user:word@127.0.0.1/",
        "file:///etc/passwd",
    ],
)
async def test_a_redirect_is_checked_like_the_first_request(client: httpx.AsyncClient, target: str) -> None:
    """A server that may be asked leads nobody to one that may not."""
    with fake_server() as fake:
        fake.prepare("GET", "/", Answer(b"", status=302, headers={"Location": target}))
        with pytest.raises((OutgoingRefused, httpx.UnsupportedProtocol)):
            await client.get(fake.url + "/")
        assert len(fake.asked) == 1


async def test_a_redirect_to_another_origin_takes_no_credentials_along(client: httpx.AsyncClient) -> None:
    """Whoever would follow one day."""
    with fake_server() as there, fake_server() as fake:
        fake.prepare("GET", "/", Answer(b"", status=302, headers={"Location": f"{there.url}/next"}))
        there.prepare("GET", "/next", Answer(b"ok"))
        answer = await client.get(fake.url + "/", headers={"Authorization": "Bearer made-up"})
        assert answer.text == "ok"
        assert fake.asked[0].headers["authorization"] == "Bearer made-up"
        assert "authorization" not in there.asked[0].headers


async def test_the_host_header_is_the_name_and_not_the_address() -> None:
    """Virtual hosts work."""

    async def resolve(host: str, port: int) -> tuple[str, ...]:
        del host, port
        return ("127.0.0.1",)

    with fake_server() as fake:
        fake.prepare("GET", "/", Answer(b"ok"))
        port = httpx.URL(fake.url).port
        transport = GuardedTransport(Guard(LOOPBACK, resolve), gives_up_after=2)
        async with httpx.AsyncClient(transport=transport, trust_env=False) as http:
            await http.get(f"http://inside.example.com:{port}/", extensions={"sni_hostname": "other.example.com"})
        assert fake.asked[0].headers["host"] == f"inside.example.com:{port}"


async def test_errors_have_the_names_that_httpx_gives_them(client: httpx.AsyncClient, unused_port: int) -> None:
    """Callers know nothing of what is below."""
    with pytest.raises(httpx.ConnectError):
        await client.get(f"http://127.0.0.1:{unused_port}/")


async def test_bodies_go_and_come(client: httpx.AsyncClient) -> None:
    """Whole."""
    with fake_server() as fake:
        _echo(fake)
        assert (await client.post(fake.url + "/", content=b"x" * 100_000)).content == b"x" * 100_000


def _echo(fake: FakeServer) -> None:
    fake.responders.append(lambda asked: Answer(asked.body))


@pytest.fixture
def unused_port() -> int:
    """Return a port on which nobody listens."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
