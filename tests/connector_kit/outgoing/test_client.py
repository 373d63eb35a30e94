"""Clients for what is outside."""

import gzip

import httpx
import pytest

from kit.fake_server import Answer, fake_server
from triage_warden.connector_kit.outgoing.addresses import LOOPBACK
from triage_warden.connector_kit.outgoing.client import TooLargeAnswer, bounded_answer, open_client
from triage_warden.connector_kit.outgoing.guard import Guard, OutgoingRefused


async def test_redirects_are_answers_and_not_followed() -> None:
    """Not even to where it may go."""
    with fake_server() as fake:
        fake.prepare("GET", "/", Answer(b"", status=302, headers={"Location": fake.url + "/next"}))
        async with open_client(Guard(LOOPBACK), seconds=2) as http:
            answer = await http.get(fake.url + "/")
        assert answer.status_code == 302
        assert len(fake.asked) == 1


async def test_neither_proxies_nor_passwords_are_taken_from_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A proxy would resolve names for us, behind the guard's back."""
    with fake_server() as proxy, fake_server() as fake:
        fake.prepare("GET", "/", Answer(b"ok"))
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.setenv("NO_PROXY", "")
        async with open_client(Guard(LOOPBACK), seconds=2) as http:
            assert (await http.get(fake.url + "/")).text == "ok"
        assert proxy.asked == []


async def test_production_asks_nobody_private() -> None:
    """Unless a setting says so."""
    with fake_server() as fake:
        async with open_client(Guard(), seconds=2, base_url=fake.url) as http:
            with pytest.raises(OutgoingRefused, match="TW_OUTGOING_PRIVATE_NETWORKS"):
                await http.get("/")
        assert fake.asked == []


async def test_an_answer_is_read_as_far_as_it_may_be_long() -> None:
    """Packed or not: what counts is what comes out."""
    with fake_server() as fake:
        fake.prepare("GET", "/", Answer(b"x" * 1000))
        fake.prepare("GET", "/z", Answer(gzip.compress(b"x" * 1000), headers={"Content-Encoding": "gzip"}))
        async with open_client(Guard(LOOPBACK), seconds=2) as http:
            for path in ("/", "/z"):
                request = http.build_request("GET", fake.url + path)
                assert (await bounded_answer(http, request, most=1000)).content == b"x" * 1000
                with pytest.raises(TooLargeAnswer):
                    await bounded_answer(http, http.build_request("GET", fake.url + path), most=999)


def test_what_is_too_large_is_an_error_like_those_of_the_network() -> None:
    """So that callers catch it with them."""
    assert issubclass(TooLargeAnswer, httpx.HTTPError)
