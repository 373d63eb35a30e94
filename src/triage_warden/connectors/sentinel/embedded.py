"""Columns that hold JSON as text; the same columns come as real JSON from some exports."""

from triage_warden.connector_kit.json_payload import decode_any
from triage_warden.core.alerts.errors import CannotParse


def embedded(column: object) -> dict[str, object]:
    """Return the object in the column; empty where there is none, or it cannot be read."""
    value = _opened(column)
    return value if isinstance(value, dict) else {}


def embedded_list(column: object) -> list[object]:
    """Return the list in the column; text that is no JSON is a list of its comma-separated words."""
    value = _opened(column)
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return [value]
    words = value.split(",") if isinstance(value, str) else []
    return [word.strip() for word in words if word.strip()]


def _opened(column: object) -> object:
    """Return the decoded column. A column that does not decode costs what is in it, not the alert."""
    if not isinstance(column, str):
        return column
    start = column.lstrip()[:1]
    if start not in {"{", "["}:
        return column
    try:
        return decode_any(column.encode("utf-8", "surrogatepass"))
    except CannotParse:
        return None
