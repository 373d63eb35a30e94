"""Tests of the record as CEF."""

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON
from kit.audit import ANALYST, a_chain, an_entry, sealed
from triage_warden.core.audit.cef import cef_line
from triage_warden.core.audit.chain import canonical
from triage_warden.core.audit.model import AuditEntry, AuditObject, recorded
from triage_warden.kernel.ids import DEFAULT_TENANT

_FIELD = re.compile(r"(?:^| )([A-Za-z0-9]+)=")


def written(entry: AuditEntry) -> str:
    """Return the event of an entry."""
    return cef_line(sealed([canonical(DEFAULT_TENANT, entry)])[0], "1.2").decode()


def test_an_event_holds_everything_that_an_entry_does() -> None:
    """In the standard's own fields where it has them."""
    text = written(an_entry(1))
    assert text.startswith("CEF:0|Triage Warden|Triage Warden|1.2|incident.resolve|incident resolve|3|rt=")
    for field in (
        f" rt={int(NOON.timestamp() * 1000) + 1000}"[1:],
        "externalId=1",
        "suser=analyst@example.com",
        "src=192.0.2.7",
        "msg=Looked into.",
        "cs1=request-1 cs1Label=requestId",
        "cs3=INC-1 cs3Label=objectId",
        'cs5={"count":1,"status":"resolved"} cs5Label=after',
        f"cs6={a_chain(1)[0].hash.hex()} cs6Label=hash",
    ):
        assert field in text


@pytest.mark.parametrize(("address", "field"), [("2001:db8::1", "c6a2=2001:db8::1"), ("proxy", "shost=proxy")])
def test_an_address_goes_where_it_fits(address: str, field: str) -> None:
    """`src` is IPv4 alone."""
    text = written(msgspec.structs.replace(an_entry(), address=address))
    assert f" {field} " in text
    assert " src=" not in text


@given(st.text())
def test_nothing_written_by_somebody_adds_a_field_or_an_event(text: str) -> None:
    """One line, seven pipes that count, and the same names whatever the words."""
    names = [
        unescaped_names(written(recorded(ANALYST, "a.b", AuditObject(type="t", id="i"), at=NOON, reason=reason)))
        for reason in ("words", f"x {text} |cs9=1\nCEF:0|a\\=b src=1.1.1.1\r")
    ]
    assert names[0] == names[1]


def unescaped_names(event: str) -> list[str]:
    """Return the names of an event's fields, read as the standard says."""
    assert event.endswith("\n")
    assert len(event[:-1].splitlines()) == 1
    pieces = re.split(r"(?<!\\)(?:\\\\)*\|", event, maxsplit=7)
    assert len(pieces) == 8
    return _FIELD.findall(re.sub(r"\\.", "", pieces[7]))


def test_a_header_escapes_its_pipes() -> None:
    """An action is ours, but the field is written as any other."""
    assert "|a\\|b\\\\|" in written(an_entry(1, action="a|b\\"))
