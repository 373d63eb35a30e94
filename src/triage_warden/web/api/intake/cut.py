"""Say what source a body is of, cut it into payloads, and read them; pure but for ids and the time."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import first_item
from triage_warden.connector_kit.unrecognised import UNMAPPED, last_resort
from triage_warden.core.alerts.errors import CannotParse, TooManyItems, UnknownSource
from triage_warden.core.alerts.model import Batch
from triage_warden.core.alerts.take_in import Read
from triage_warden.web.api.intake.body import decompress
from triage_warden.web.shared.limits import IntakeLimits


@dataclass(frozen=True, slots=True)
class Sent:
    """A body and what its sender said of it."""

    body: bytes
    encoding: str
    source: str | None
    idempotency_key: str | None


@dataclass(frozen=True, slots=True)
class Cut:
    """From a body to a batch; runs on the event loop when the body is small, in a thread when not."""

    sources: Mapping[str, AlertSource]
    read: Read
    limits: IntakeLimits

    def __call__(self, sent: Sent) -> Batch:
        """Return the batch.

        A payload that cannot be parsed is in the batch, for quarantine. Raises UnknownSource, TooManyItems and what
        `decompress` raises.
        """
        body = decompress(sent.body, sent.encoding, self.limits)
        found = None if sent.source else recognise(self.sources, body)
        source = self.sources.get(sent.source or found or last_resort(body))
        if source is None:
            known = ", ".join(sorted(self.sources))
            raise UnknownSource(detail=f"There is no source '{sent.source}'; the sources are: {known}.")
        otherwise = UNMAPPED if found and found != UNMAPPED and UNMAPPED in self.sources else None
        return self.read(source.name, self._payloads(source, body), sent.idempotency_key, otherwise=otherwise)

    def _payloads(self, source: AlertSource, body: bytes) -> list[bytes]:
        try:
            payloads = list(islice(source.split(body), self.limits.items + 1))
        except CannotParse:
            return [body]  # the parser says the same of it, and its words go into quarantine with the payload
        if len(payloads) > self.limits.items:
            raise TooManyItems(detail=f"There are more than {self.limits.items} items; send them in smaller batches.")
        return payloads


def recognise(sources: Mapping[str, AlertSource], body: bytes) -> str | None:
    """Return the source that is surest of the first payload; None where none is sure.

    One body is of one source: the first payload speaks for all of it, as asking each would parse each many times.
    """
    first = first_item(body)
    sure, surest = max(((each.recognises(first), each.name) for each in sources.values()), default=(0.0, ""))
    return surest if sure > 0 else None
