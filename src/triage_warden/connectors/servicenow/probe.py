"""Whether the account can read what it needs: one record of the table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from triage_warden.connector_kit.http.answer import Answer, Trouble
from triage_warden.connector_kit.probe import Probed, Seen
from triage_warden.connectors.servicenow.client import Table, refusal_of

_OK: Final = 200
_NEEDED: Final = ("sys_id", "number", "correlation_id")


class _Records(msgspec.Struct, frozen=True):
    result: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class ServiceNowProbe:
    """Reads one record through the same client as the real work (connector_kit/probe.Probe)."""

    table: Table

    async def __call__(self) -> Seen:
        """Ask."""
        result = await self.table.probe()
        if not isinstance(result, Answer):
            forbidden = result.trouble is Trouble.FORBIDDEN
            return Seen(outcome=Probed.FORBIDDEN if forbidden else Probed.UNREACHABLE, says=result.reason)
        if result.status != _OK:
            return Seen(outcome=Probed.REFUSED, says=refusal_of(result))
        try:
            records = msgspec.json.decode(result.body, type=_Records).result
        except msgspec.MsgspecError:
            return Seen(outcome=Probed.REFUSED, says="It answered something that is not the Table API.")
        total = result.headers.get("x-total-count", "")
        return self._seen(records, total if total.isascii() and total.isdigit() else "")

    def _seen(self, records: list[dict[str, str]], total: str) -> Seen:
        hidden = [name for name in _NEEDED if records and name not in records[0]]
        if hidden:
            says = f"The account may not read {', '.join(hidden)}: a ticket whose answer was lost is not found again."
            return Seen(outcome=Probed.REFUSED, says=says)
        says = f"Signed in, and the account reads {self.table.settings.table}."
        return Seen(outcome=Probed.OK, says=says, details=tuple(_details(records, total)))


def _details(records: list[dict[str, str]], total: str) -> Iterator[str]:
    if total:
        yield f"{total} records are counted there."
    if not records:
        yield "It shows none, so whether every field that is needed can be read is not known."
    yield "Whether it may create records is known when it creates one."
