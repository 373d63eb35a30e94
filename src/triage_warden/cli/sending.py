"""Send bodies to a server until each was taken in, and count what became of them."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from triage_warden.cli.answers import ReceiptRow
from triage_warden.cli.batches import Body, Split, halves
from triage_warden.cli.client import ConnectionLost, Server, ServerBusy, ServerRefused
from triage_warden.kernel.errors import Unavailable

PATIENCE_SECONDS = 600
"""How long one body may be put off before the command gives up."""
LONGEST_WAIT = 60
LOST_CONNECTIONS = 5
"""How often in a row a connection may break while one body is sent; its key makes sending it again safe."""
_TOO_LARGE = 413


class GaveUp(Unavailable):
    """The server put it off for too long."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends payloads of one source from one file."""

    server: Server
    source: str
    file_digest: str
    split: Split
    sleep: Callable[[float], None]

    def __call__(self, body: Body) -> Iterator[tuple[int, ReceiptRow]]:
        """Send a body, and yield for each request that was taken how many payloads it held, and the receipt.

        A body that is too large for the server goes in halves. Raises GaveUp, and what the client raises.
        """
        try:
            receipt = self._until_taken(body)
        except ServerRefused as error:
            if error.status != _TOO_LARGE or len(body.payloads) == 1:
                raise
            for half in halves(body.payloads, self.split, body.offset):
                yield from self(half)
            return
        yield len(body.payloads), receipt

    def _until_taken(self, body: Body) -> ReceiptRow:
        waited, lost = 0.0, 0
        while True:
            try:
                return self._post(body)
            except ServerBusy as error:
                pause, reason = min(max(error.retry_after, 1), LONGEST_WAIT), error.detail
            except ConnectionLost as error:
                lost += 1
                pause, reason = 2 ** (lost - 1), error.detail
            if lost > LOST_CONNECTIONS or waited + pause > PATIENCE_SECONDS:
                raise GaveUp(detail=f"Gave up after {waited:.0f} seconds of trying again: {reason}")
            self.sleep(pause)
            waited += pause

    def _post(self, body: Body) -> ReceiptRow:
        mail = self.source == "mail"
        headers = {
            "Content-Type": "message/rfc822" if mail else "text/plain",
            "Content-Encoding": "gzip",
            "Idempotency-Key": body.key(self.file_digest, self.source),
        }
        # mtime=0: the same body is the same bytes, so that a proxy or server that compares them finds no difference.
        packed = gzip.compress(body.data, compresslevel=3, mtime=0)
        path = "/api/v1/mails" if mail else "/api/v1/alerts"
        answer = self.server.post(path, packed, headers=headers, source=None if mail else self.source)
        try:
            return msgspec.json.decode(answer, type=ReceiptRow)
        except msgspec.MsgspecError:
            detail = f"{self.server.url}{path} answered something that is no receipt; is it Triage Warden?"
            raise ServerRefused(status=200, detail=detail) from None
