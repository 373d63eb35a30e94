"""The source of payloads that nobody mapped."""

from typing import Final

from triage_warden.connector_kit.formats.cut import cut
from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.formats.record import Format
from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.structural.leaves import leaves
from triage_warden.connector_kit.structural.reading import read
from triage_warden.connectors.unknown.alerts import UnknownParser
from triage_warden.core.alerts.errors import CannotParse

_LAST: Final = 0.02
"""Less sure than every source that knows its payloads."""
_LOOKED_AT: Final = 65_536
"""Bytes of a file by which it is told whether there is anything in it."""


def _recognises(payload: bytes) -> float:
    """Take what has fields, and text in which something was read; words that say nothing are no alert.

    JSON that is broken is none of ours either: it was meant for a source, and its sender is told in quarantine.
    """
    sample = (
        payload[: payload.rfind(b"\n", 0, _LOOKED_AT)]
        if len(payload) > _LOOKED_AT and payload[:1] not in b"{[<"
        else payload
    )
    try:
        record = decode(sample)
    except CannotParse:
        return 0.0
    if not record.header and record.format is not Format.JSON and sample.lstrip()[:1] in (b"{", b"["):
        return 0.0
    if record.format is Format.TEXT and not record.header:
        return _LAST if read(record) else 0.0
    return _LAST if leaves(record) or record.header else 0.0


SOURCE: Final = AlertSource(
    name="unknown",
    title="Any other payload",
    parser=UnknownParser(),
    recognises=_recognises,
    split=cut,
    documentation="docs/explanation/structural-normaliser.md",
)
