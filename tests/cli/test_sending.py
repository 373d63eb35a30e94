"""A body is sent until it was taken in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from kit.fake_server import Answer, Asked, FakeServer, a_problem, an_answer, fake_server
from triage_warden.cli.answers import ReceiptRow
from triage_warden.cli.batches import Body
from triage_warden.cli.client import NoServer, ServerRefused, connect
from triage_warden.cli.sending import GaveUp, Sender
from triage_warden.connector_kit.split import lines

PATH = "/api/v1/alerts"
TAKEN = {"accepted": 2, "duplicates": 0, "quarantined": 0, "alerts": []}
BODY = Body(data=b"one\ntwo", offset=0, payloads=(b"one", b"two"))


@dataclass(slots=True)
class Naps:
    """Remembers how long it would have slept."""

    taken: list[float] = field(default_factory=list[float])

    def __call__(self, seconds: float) -> None:
        """Do not sleep."""
        self.taken.append(seconds)


@pytest.fixture(name="fake")
def _fake() -> Iterator[FakeServer]:
    with fake_server() as fake:
        yield fake


def send(fake: FakeServer, naps: Naps, *, source: str = "cef", body: Body = BODY) -> list[tuple[int, ReceiptRow]]:
    """Send a body to the fake server."""
    with connect(fake.url) as server:
        return list(Sender(server, source, "digest", lines, naps)(body))


def test_a_body_goes_compressed_under_its_key(fake: FakeServer) -> None:
    """The contract's headers; the fake server unpacks."""
    fake.prepare("POST", PATH, an_answer(TAKEN, status=202))
    assert send(fake, Naps()) == [(2, ReceiptRow(accepted=2))]
    (asked,) = fake.asked
    assert asked.body == b"one\ntwo"
    assert asked.query == {"source": "cef"}
    assert asked.headers["content-encoding"] == "gzip"
    assert asked.headers["idempotency-key"] == BODY.key("digest", "cef")


def test_mails_go_to_their_own_address(fake: FakeServer) -> None:
    """As message/rfc822."""
    fake.prepare("POST", "/api/v1/mails", an_answer(TAKEN, status=202))
    send(fake, Naps(), source="mail", body=Body(data=b"From: x", offset=0, payloads=(b"From: x",)))
    assert fake.asked[0].headers["content-type"] == "message/rfc822"


def test_a_busy_server_is_asked_again_when_it_said(fake: FakeServer) -> None:
    """With the same key, so that nothing is taken twice."""
    busy = a_problem(503, "Too much waits.", retry_after=7)
    fake.prepare("POST", PATH, busy, busy, an_answer(TAKEN, status=202))
    naps = Naps()
    assert send(fake, naps) == [(2, ReceiptRow(accepted=2))]
    assert naps.taken == [7, 7]
    assert len({asked.headers["idempotency-key"] for asked in fake.asked}) == 1


def test_patience_ends(fake: FakeServer) -> None:
    """With the server's own reason."""
    fake.prepare("POST", PATH, a_problem(503, "Too much waits.", retry_after=9999))
    naps = Naps()
    with pytest.raises(GaveUp, match=r"Gave up after 600 seconds of trying again: Too much waits\."):
        send(fake, naps)
    assert naps.taken == [60] * 10


def test_a_broken_connection_is_tried_again(fake: FakeServer) -> None:
    """The answer may be lost though the batch was taken: the key makes that safe."""
    garbage = Answer(b"no gzip", headers={"Content-Encoding": "gzip"})
    fake.prepare("POST", PATH, garbage, garbage, an_answer(TAKEN, status=202))
    naps = Naps()
    assert send(fake, naps) == [(2, ReceiptRow(accepted=2))]
    assert naps.taken == [1, 2]


def test_a_connection_that_breaks_for_ever_is_given_up(fake: FakeServer) -> None:
    """After some tries with growing pauses."""
    fake.prepare("POST", PATH, Answer(b"no gzip", headers={"Content-Encoding": "gzip"}))
    naps = Naps()
    with pytest.raises(GaveUp):
        send(fake, naps)
    assert naps.taken == [1, 2, 4, 8, 16]


def test_a_body_that_is_too_large_goes_in_halves(fake: FakeServer) -> None:
    """Down to one payload, which is then refused for good."""

    def respond(asked: Asked) -> Answer:
        many = len(asked.body.splitlines())
        return a_problem(413, "Too large.") if many > 1 else an_answer({"accepted": 1}, status=202)

    fake.responders.append(respond)
    assert send(fake, Naps()) == [(1, ReceiptRow(accepted=1))] * 2
    assert len({asked.headers["idempotency-key"] for asked in fake.asked}) == 3


def test_one_payload_that_is_too_large_is_refused(fake: FakeServer) -> None:
    """There is nothing left to halve."""
    fake.prepare("POST", PATH, a_problem(413, "Too large."))
    with pytest.raises(ServerRefused, match="Too large"):
        send(fake, Naps(), body=Body(data=b"x", offset=0, payloads=(b"x",)))


def test_an_answer_that_is_no_receipt_is_refused(fake: FakeServer) -> None:
    """Another program may say 200 to everything."""
    fake.prepare("POST", PATH, an_answer("hello"))
    with pytest.raises(ServerRefused, match="no receipt"):
        send(fake, Naps())


def test_where_no_server_answers_nothing_is_tried_again() -> None:
    """The remedy is not patience."""
    naps = Naps()
    with connect("http://127.0.0.1:9") as server, pytest.raises(NoServer):
        list(Sender(server, "cef", "digest", lines, naps)(BODY))
    assert naps.taken == []
