"""The client turns whatever a server does into an answer or one sentence."""

from collections.abc import Iterator

import pytest

from kit.fake_server import Answer, FakeServer, a_problem, an_answer, fake_server
from triage_warden.cli.client import ConnectionLost, NoServer, Server, ServerBusy, ServerRefused, connect


@pytest.fixture(name="fake")
def _fake() -> Iterator[FakeServer]:
    with fake_server() as fake:
        yield fake


@pytest.fixture(name="server")
def _server(fake: FakeServer) -> Iterator[Server]:
    with connect(fake.url) as server:
        yield server


def test_where_no_server_answers_the_remedy_is_named() -> None:
    """Connection refused: one clear line."""
    with connect("http://127.0.0.1:9") as server, pytest.raises(NoServer) as caught:
        server.get("/live")
    assert caught.value.detail == (
        "No server answers at http://127.0.0.1:9; start one with `triage-warden serve`, "
        "or name another with --server or TW_BASE_URL."
    )


def test_a_problem_becomes_its_detail_and_fields(fake: FakeServer, server: Server) -> None:
    """Detail first, then each bad field under its pointer."""
    errors = ({"pointer": "/reason", "detail": "is missing"},)
    fake.prepare("POST", "/x", a_problem(422, "The body cannot be used.", errors=errors))
    with pytest.raises(ServerRefused) as caught:
        server.post_json("/x", {})
    assert caught.value.detail == "The body cannot be used. /reason: is missing"
    assert caught.value.status == 422


def test_a_mistake_of_the_server_s_can_be_found_in_its_log(fake: FakeServer, server: Server) -> None:
    """By the request's id."""
    fake.prepare("GET", "/x", an_answer({"detail": "Something went wrong.", "request_id": "r-7"}, status=500))
    with pytest.raises(ServerRefused, match=r"Something went wrong\. \(request_id r-7\)"):
        server.get("/x")


def test_a_field_that_the_detail_names_is_not_told_twice(fake: FakeServer, server: Server) -> None:
    """One sentence is enough."""
    errors = ({"pointer": "/disposition", "detail": "Must be one of four."},)
    fake.prepare("POST", "/x", a_problem(422, "'disposition' must be one of four.", errors=errors))
    with pytest.raises(ServerRefused, match=r"^'disposition' must be one of four\.$"):
        server.post_json("/x", {})


@pytest.mark.parametrize(("header", "seconds"), [("7", 7), ("soon", 5), ("", 5), ("9" * 30, 5)])
def test_a_busy_server_says_when_to_come_back(fake: FakeServer, server: Server, header: str, seconds: int) -> None:
    """503 with Retry-After; five seconds where it cannot be read."""
    fake.prepare("GET", "/x", Answer(b'{"detail":"full"}', status=503, headers={"Retry-After": header}))
    with pytest.raises(ServerBusy) as caught:
        server.get("/x")
    assert (caught.value.detail, caught.value.retry_after) == ("full", seconds)


@pytest.mark.parametrize("body", [b"<html>bad gateway</html>", b"", b"\xff\xfe", b"[]"])
def test_another_program_at_that_address_is_suspected(fake: FakeServer, server: Server, body: bytes) -> None:
    """An answer that explains nothing names the status."""
    fake.prepare("GET", "/x", Answer(body, status=502))
    with pytest.raises(ServerRefused, match=r"answered 502 Bad Gateway .* is it Triage Warden\?"):
        server.get("/x")


def test_a_redirect_is_not_followed(fake: FakeServer, server: Server) -> None:
    """Payloads go nowhere but where they were sent."""
    fake.prepare("GET", "/x", Answer(b"", status=302, headers={"Location": "http://example.org/"}))
    with pytest.raises(ServerRefused, match="302"):
        server.get("/x")


def test_an_answer_that_cannot_be_unpacked_is_a_broken_connection(fake: FakeServer, server: Server) -> None:
    """Garbage behind Content-Encoding is one sentence, too."""
    fake.prepare("GET", "/x", Answer(b"not gzip", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(ConnectionLost):
        server.get("/x")


def test_a_list_is_read_page_by_page_up_to_the_limit(fake: FakeServer, server: Server) -> None:
    """The cursor goes back as it came, and filters with it; what is not wanted is not asked for."""
    fake.prepare("GET", "/list", an_answer({"items": [1, 2], "next": "c1"}), an_answer({"items": [3, 4], "next": "c2"}))
    assert list(server.pages("/list", {"status": "open", "source": None}, limit=3)) == [b"1", b"2", b"3"]
    assert [asked.query for asked in fake.asked] == [
        {"status": "open", "limit": "3"},
        {"status": "open", "limit": "1", "cursor": "c1"},
    ]


def test_a_list_that_is_none_is_refused(fake: FakeServer, server: Server) -> None:
    """Another program may answer 200 to everything."""
    fake.prepare("GET", "/list", an_answer("hello"))
    with pytest.raises(ServerRefused, match="no list"):
        list(server.pages("/list", {}, limit=3))
