"""Tell what a payload is written in and take it apart: any bytes give a record or a stated reason."""

import re
from functools import lru_cache
from typing import Final

import msgspec

from triage_warden.connector_kit.formats.cef import read_cef
from triage_warden.connector_kit.formats.labelled import read_bracketed, read_labelled
from triage_warden.connector_kit.formats.leef import read_leef
from triage_warden.connector_kit.formats.nested import Opened, open_strings
from triage_warden.connector_kit.formats.pairs import read_pairs
from triage_warden.connector_kit.formats.record import Format, Record, SyslogHeader
from triage_warden.connector_kit.formats.syslog import read_header
from triage_warden.connector_kit.formats.tables import read_row, read_table
from triage_warden.connector_kit.formats.xml_events import read_xml
from triage_warden.connector_kit.json_payload import too_deep
from triage_warden.core.alerts.errors import CannotParse

MAX_PAYLOAD: Final = 16 << 20
"""Bytes of one payload that are read."""
_FEWEST_PAIRS: Final = 2
_REMEMBERED: Final = 4
"""Payloads whose record is kept: each source asks in turn whether one and the same payload is its own."""
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_LONGEST_LEAD: Final = 2_048
"""Characters before a JSON object in a line that is not JSON as a whole."""
_WRITTEN_TAB: Final = "#011"
"""How rsyslog passes on a tab."""
_HEADLESS: Final = re.compile(r"(?:([12]\.0)|[01])\|[^|\n]{1,80}\|[^|\n]{1,80}\|[^|\n]{0,80}\|[^|\n]{1,200}\|")
"""CEF or LEEF whose first word a relay took for a syslog tag, and dropped."""
_decoder: Final = msgspec.json.Decoder()


def decode(payload: bytes) -> Record:
    """Return the payload taken apart; equal payloads may share one record, so it is to be read only.

    Raises:
        CannotParse: it is empty, binary, or over 16 MiB. Whatever else is no known format is text.
    """
    outcome = _remembered(payload)
    if isinstance(outcome, str):
        raise CannotParse(detail=outcome)
    return outcome


@lru_cache(maxsize=_REMEMBERED)
def _remembered(payload: bytes) -> Record | str:
    """Return the record, or why there is none."""
    if len(payload) > MAX_PAYLOAD:
        return f"The payload has {len(payload):,} bytes; send at most {MAX_PAYLOAD:,} for one alert."
    text = to_text(payload)
    if not text:
        return "The payload is empty."
    if _is_binary(text):
        return "The payload is binary; send text: JSON, CEF, LEEF, syslog, key=value, CSV or XML."
    return decode_text(text)


def to_text(payload: bytes) -> str:
    """Return the text of a payload: UTF-8, UTF-16 with its mark, else Latin-1, which all bytes are. NUL goes."""
    if payload[:2] in _UTF16:
        text = payload.decode("utf-16", "replace")
    else:
        try:
            text = payload.decode("utf-8")
        except UnicodeDecodeError:
            text = payload.decode("latin-1")
    return text.replace("\x00", "").removeprefix("\ufeff").strip()


def decode_text(text: str) -> Record:
    """Return the text taken apart, with or without a syslog header before it."""
    whole = _body(text, None)
    if whole is not None:
        return whole
    header, body = read_header(text)
    found = _body(body, header) if header else None
    return found or _loose(body or text, header)


def _body(text: str, header: SyslogHeader | None) -> Record | None:
    """Return a body that is certainly of one format, None where only guesses are left."""
    found = _certain(text)
    if found is None:
        return None
    form, fields = found
    opened = open_strings(fields, _inside) if form is not Format.CEF else fields
    return Record(format=form, fields=opened, header=header, text=text)


def _certain(text: str) -> Opened:
    if text[:1] in ("{", "["):
        fields = _json(text)
        return None if fields is None else (Format.JSON, fields)
    if text[:1] == "<" and text[-1:] == ">":
        return _xml(text)
    return _standard(text) if text[:5] in ("CEF:0", "CEF:1", "CEF: ", "LEEF:") else None


def _standard(text: str) -> Opened:
    if headless := _HEADLESS.match(text):
        text = f"{'LEEF' if headless[1] else 'CEF'}:{text}"
    if cef := read_cef(text):
        return Format.CEF, {"header": cef.header, "extension": cef.extension}
    if leef := read_leef(text):
        return Format.LEEF, {"header": leef.header, "extension": leef.extension}
    return None


def _loose(text: str, header: SyslogHeader | None) -> Record:
    """Return what is left: a standard after an odd header, JSON after words, a table, pairs, or plain text."""
    text = text.replace(_WRITTEN_TAB, "\t")
    if standard := _standard(text):
        return Record(format=standard[0], fields=standard[1], header=header, text=text)
    lead, fields = _json_after_words(text)
    if fields is not None:
        return Record(format=Format.JSON, fields=open_strings(fields, _inside), header=header, text=text, lead=lead)
    if rows := read_table(text):
        fields = rows[0] if len(rows) == 1 else dict[str, object](items=rows)
        return Record(format=Format.CSV, fields=open_strings(fields, _inside), header=header, text=text)
    labelled = read_labelled(text) or read_bracketed(text)
    pairs = read_pairs(text)
    if len(labelled) > len(pairs.fields):
        return Record(format=Format.KEY_VALUE, fields=dict(labelled), header=header, text=text)
    row = read_row(text)
    if row and len(pairs.fields) * 2 < len(row):
        return Record(format=Format.DELIMITED, fields=row, header=header, text=text)
    form = Format.KEY_VALUE if len(pairs.fields) >= _FEWEST_PAIRS else Format.TEXT
    fields = open_strings(dict(pairs.fields), _inside)
    return Record(format=form, fields=fields, header=header, text=text, lead=pairs.lead)


def _json(text: str) -> dict[str, object] | None:
    """Return a JSON object, or a list of them as `items`; None for what is neither, or is nested too deep."""
    body = text.encode("utf-8", "replace")
    if too_deep(body):
        return None
    try:
        value: object = _decoder.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return None
    if isinstance(value, list):
        single = value[0] if len(value) == 1 else None
        return single if isinstance(single, dict) else {"items": value}
    return value if isinstance(value, dict) else None


def _json_after_words(text: str) -> tuple[str, dict[str, object] | None]:
    start = text.find("{", 0, _LONGEST_LEAD)
    if start < 0 or text[-1:] != "}":
        return "", None
    return text[:start].strip(), _json(text[start:])


def _xml(text: str) -> Opened:
    fields = read_xml(text)
    if not fields:
        return None
    event = fields.get("Event")
    return (Format.WINDOWS_XML if isinstance(event, dict) and "System" in event else Format.XML), fields


def _inside(text: str, carries: bool) -> Opened:  # noqa: FBT001  # the shape of nested.Reader
    """Return what a string within a payload holds."""
    trimmed = text.strip()
    certain = _certain(trimmed)
    if certain or not carries:
        return certain
    if standard := _standard(trimmed):
        return standard
    _, inner = _json_after_words(trimmed)
    if inner is not None:
        return Format.JSON, inner
    pairs = read_pairs(trimmed)
    fields = max(dict(pairs.fields), read_labelled(trimmed), key=len)
    return (Format.KEY_VALUE, dict[str, object](fields)) if len(fields) > _FEWEST_PAIRS else None


def _is_binary(text: str) -> bool:
    sample = text[:4096]
    odd = sum(1 for character in sample if character < " " and character not in "\t\r\n\x1b\x1c\x1d\x1e\x1f")
    return odd * 10 > len(sample)
