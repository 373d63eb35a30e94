"""Take in what a source sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from triage_warden.core.alerts.errors import CannotParse, UnknownSource
from triage_warden.core.alerts.fingerprint import fingerprint
from triage_warden.core.alerts.model import Alert, Batch, NewAlert, Outcome, Quarantined, Receipt
from triage_warden.core.alerts.ports import AlertParser, AlertStore
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import AlertId, IdSource, TenantId


@dataclass(frozen=True, slots=True)
class Read:
    """Turns payloads of a source into a batch; pure but for ids and the time, so it can run in a thread."""

    parsers: Mapping[str, AlertParser]
    clock: Clock
    ids: IdSource

    def __call__(
        self,
        source: str,
        payloads: Sequence[bytes],
        idempotency_key: str | None = None,
        *,
        otherwise: str | None = None,
    ) -> Batch:
        """Return every payload as alerts or, with a reason, for quarantine; raise UnknownSource.

        `otherwise` names the source that reads what `source` refuses, where it was guessed and not named.
        """
        parsers = [self._parser(name) for name in (source, otherwise) if name]
        now = self.clock.now()
        items = [item for payload in payloads for item in self._read_one(parsers, payload, now)]
        return Batch(items=tuple(items), idempotency_key=idempotency_key)

    def _parser(self, source: str) -> AlertParser:
        parser = self.parsers.get(source)
        if parser is None:
            known = ", ".join(sorted(self.parsers))
            raise UnknownSource(detail=f"There is no source '{source}'; the sources are: {known}.", source=source)
        return parser

    def _read_one(
        self, parsers: Sequence[AlertParser], payload: bytes, now: datetime
    ) -> Sequence[NewAlert | Quarantined]:
        """Return the alerts of the first parser that reads it; what none reads is refused in the first one's words."""
        parser, *others = parsers
        try:
            alerts = parser.parse(payload)
        except CannotParse as error:
            read = next(filter(None, (self._read_otherwise(each, payload, now) for each in others)), None)
            if read:
                return read
            pointer = error.errors[0].pointer if error.errors else None
            return [
                Quarantined(
                    id=self.ids(),
                    source=parser.source,
                    code=error.code,
                    reason=error.detail,
                    pointer=pointer,
                    received_at=now,
                    payload=payload,
                ),
            ]
        return self._new(alerts, now)

    def _read_otherwise(self, parser: AlertParser, payload: bytes, now: datetime) -> list[NewAlert]:
        try:
            return self._new(parser.parse(payload), now)
        except CannotParse:
            return []

    def _new(self, alerts: Sequence[Alert], now: datetime) -> list[NewAlert]:
        return [
            NewAlert(id=AlertId(self.ids()), alert=alert, fingerprint=fingerprint(alert, now), received_at=now)
            for alert in alerts
        ]


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Commits a batch and says what became of each part of it."""

    store: AlertStore

    async def __call__(self, tenant: TenantId, batch: Batch) -> Receipt:
        """Return the receipt once everything in it is committed."""
        stored = await self.store.put(tenant, batch)
        outcomes = [each.outcome for each in stored]
        return Receipt(
            accepted=outcomes.count(Outcome.ACCEPTED),
            duplicates=outcomes.count(Outcome.DUPLICATE),
            quarantined=outcomes.count(Outcome.QUARANTINED),
            alerts=tuple(stored),
        )
