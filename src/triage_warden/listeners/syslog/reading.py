"""Turn messages into a batch: whose each is, what of it is the payload, and what is wrong with it; pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from triage_warden.connector_kit.formats.syslog import read_header
from triage_warden.connector_kit.source import AlertSource
from triage_warden.core.alerts.model import Batch, NewAlert, Quarantined
from triage_warden.core.alerts.take_in import Read
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource
from triage_warden.listeners.syslog.messages import Message

_CODE: Final = "broken_frame"


@dataclass(frozen=True, slots=True)
class ReadMessages:
    """Reads messages by one source, or each by the source that recognises it.

    Most sources know their payload with the syslog header before it, some only without: the header is cut off where
    the source is surer of what follows. `unrecognised` reads what nobody knows.
    """

    read: Read
    recognise: Callable[[bytes], AlertSource | None]
    unrecognised: AlertSource
    fixed: AlertSource | None
    clock: Clock
    ids: IdSource

    def __call__(self, messages: Sequence[Message], key: str) -> Batch:
        """Return everything as alerts or for quarantine, in the order of sending, under an idempotency key."""
        return Batch(items=tuple(self._items(messages)), idempotency_key=key)

    def _items(self, messages: Iterable[Message]) -> Iterator[NewAlert | Quarantined]:
        for wrong, several in groupby(messages, key=lambda message: message.wrong):
            if wrong:
                yield from map(self._quarantined, several)
                continue
            chosen = [self._choose(message.payload) for message in several]
            for name, payloads in groupby(chosen, key=itemgetter(0)):
                otherwise = None if self.fixed else self.unrecognised.name
                yield from self.read(name, [payload for _, payload in payloads], otherwise=otherwise).items

    def _choose(self, whole: bytes) -> tuple[str, bytes]:
        """Return the source's name and the payload."""
        if self.fixed is not None:
            body = body_of(whole)
            return self.fixed.name, body if body and self.fixed.recognises(body) > self.fixed.recognises(
                whole
            ) else whole
        found = self.recognise(whole)
        if found is not None and found is not self.unrecognised:
            return found.name, whole
        body = body_of(whole)
        inner = self.recognise(body) if body else None
        if inner is None or inner is self.unrecognised:
            return self.unrecognised.name, whole
        return inner.name, body

    def _quarantined(self, message: Message) -> Quarantined:
        return Quarantined(
            id=self.ids(),
            source=(self.fixed or self.unrecognised).name,
            code=_CODE,
            reason=message.wrong,
            received_at=self.clock.now(),
            payload=message.payload,
        )


def body_of(whole: bytes) -> bytes:
    """Return what follows the syslog header; empty where there is no header, or the bytes are not UTF-8."""
    try:
        header, body = read_header(whole.decode("utf-8"))
    except UnicodeDecodeError:
        return b""
    return body.encode("utf-8") if header is not None else b""
