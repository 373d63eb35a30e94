"""What the carrier of a message says: the header of syslog, CEF or LEEF."""

from collections.abc import Iterator, Mapping
from typing import Final

from triage_warden.connector_kit.fields import record as record_at
from triage_warden.connector_kit.fields import text
from triage_warden.connector_kit.formats.record import Format, Record, SyslogHeader
from triage_warden.connector_kit.structural import kinds
from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.connector_kit.structural.how_severe import how_severe, syslog_severity

_STANDARD: Final = (
    (Fact.TITLE, "name", kinds.words, 0.93),
    (Fact.RULE_NAME, "name", kinds.words, 0.72),
    (Fact.RULE_ID, "signature", kinds.identifier, 0.9),
    (Fact.RULE_ID, "event_id", kinds.identifier, 0.85),
    (Fact.TITLE, "event_id", kinds.title, 0.5),
    (Fact.PRODUCT, "product", kinds.words, 0.95),
)
_WARNING: Final = 4
"""Above it a header's severity says that the line is routine for the program, not that what it tells is."""
_NOT_NAMES: Final = frozenset({"log", "alert", "event", "generic", "syslog", "message"})


def is_standard(record: Record) -> bool:
    """Say whether the record is of a standard, whose header's keys are ours and say nothing by their names."""
    return record.format in (Format.CEF, Format.LEEF)


def carried(record: Record) -> Iterator[Explained]:
    """Yield what the headers around the fields say."""
    if is_standard(record):
        yield from _standard(record_at(record.fields, "header"))
    if record.header:
        yield from _syslog(record.header)
    if record.lead:
        yield _read(Fact.TITLE, kinds.words(record.lead[:200]), "text", sure=0.6, reason="the words before the fields")


def _standard(header: Mapping[str, object]) -> Iterator[Explained]:
    for fact, name, kind, sure in _STANDARD:
        value = kind(text(header, name))
        if value and value.lower() not in _NOT_NAMES:
            yield _read(fact, value, f"/header/{name}", sure=sure, reason=f"the header's {name}")


def _syslog(header: SyslogHeader) -> Iterator[Explained]:
    time = kinds.time(header.timestamp)
    if time:
        yield _read(Fact.TIME, time, "syslog:timestamp", sure=0.74, reason="the header's time")
    if kinds.host(header.host):
        yield _read(Fact.HOST, header.host, "syslog:host", sure=0.6, reason="the sender in the header")
    elif kinds.address(header.host):
        yield _read(
            Fact.HOST_ADDRESS, kinds.address(header.host), "syslog:host", sure=0.5, reason="the sender in the header"
        )
    if header.severity is not None and header.severity <= _WARNING:
        value = syslog_severity(header.severity)
        yield _read(Fact.SEVERITY, value, "syslog:severity", sure=0.42, reason="the header's severity, 0 to 7")
    level, _, program = header.app.rpartition(" ")
    read = how_severe(level) if level else None
    if read:
        yield Explained(
            fact=Fact.SEVERITY,
            value=read.severity,
            written=level,
            pointer="syslog:app",
            confidence=0.45,
            reason="a level before the program",
        )
    if kinds.title(program):
        yield _read(Fact.PRODUCT, program.rstrip(":"), "syslog:app", sure=0.5, reason="the program in the header")


def _read(fact: Fact, value: str, pointer: str, *, sure: float, reason: str) -> Explained:
    return Explained(
        fact=fact, value=value, written=value, pointer=pointer, confidence=sure if value else 0.0, reason=reason
    )
