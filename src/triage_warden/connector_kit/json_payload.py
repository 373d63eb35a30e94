"""Decode a vendor's JSON so that whatever the bytes are, the answer is an object or a stated reason."""

import re
from typing import Final

import msgspec

from triage_warden.core.alerts.errors import CannotParse
from triage_warden.kernel.errors import FieldError

MAX_NESTING: Final = 64
"""Levels of objects and arrays. Real alerts stay under 20; what is deeper was built to exhaust a reader's stack."""

_decoder: Final = msgspec.json.Decoder()
_top_decoder: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_BOM: Final = b"\xef\xbb\xbf"
_STRING: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_NOT_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))


def decode(payload: bytes, limit: int = MAX_NESTING) -> dict[str, object]:
    """Return the JSON object that `payload` holds.

    Raises:
        CannotParse: it is not JSON, is nested deeper than `limit`, or is not an object.
    """
    value = decode_any(payload, limit)
    if not isinstance(value, dict):
        raise CannotParse(detail=f"The payload is a JSON {kind(value)}; send one JSON object for each alert.")
    return value


def decode_any(payload: bytes, limit: int = MAX_NESTING) -> object:
    """Return the JSON value that `payload` holds, or raise CannotParse."""
    if too_deep(payload, limit):
        raise CannotParse(detail=f"The payload is nested deeper than {limit} levels; send it flatter.")
    try:
        value: object = _decoder.decode(payload.removeprefix(_BOM))
    except UnicodeDecodeError as error:
        raise CannotParse(detail=f"The payload is not UTF-8 (byte {error.start}); send it as UTF-8.") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise CannotParse(detail=f"The payload is not JSON: {error}.") from error
    return value


def fields_of(payload: bytes) -> dict[str, msgspec.Raw]:
    """Return the top-level fields of a JSON object, each still as bytes; empty when it is not one."""
    if too_deep(payload):
        return {}
    try:
        return _top_decoder.decode(payload.removeprefix(_BOM))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}


def too_deep(payload: bytes, limit: int = MAX_NESTING) -> bool:
    """Say whether brackets nest deeper than `limit`, in one pass and before anything is built.

    Most payloads have fewer opening brackets than the limit has levels, and then counting is the answer.
    """
    if payload.count(b"[") + payload.count(b"{") <= limit:
        return False
    depth = 0
    for bracket in _STRING.sub(b"", payload).translate(None, _NOT_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        if depth > limit:
            return True
    return False


def bad_field(pointer: str, detail: str) -> CannotParse:
    """Return the error that says which field is at fault (JSON pointer, RFC 6901) and what to do about it."""
    return CannotParse(detail=f"{pointer}: {detail}", errors=(FieldError(pointer=pointer, detail=detail),))


def kind(value: object) -> str:
    """Return JSON's word for the type of a decoded value."""
    for types, word in _KINDS:
        if isinstance(value, types):
            return word
    return "number"


_KINDS: Final[tuple[tuple[type, str], ...]] = (
    (dict, "object"),
    (list, "array"),
    (str, "string"),
    (bool, "boolean"),
    (type(None), "null"),
)
