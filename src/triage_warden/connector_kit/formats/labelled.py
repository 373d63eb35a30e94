"""Read `Name: value` text: a line for each, or one line with commas, as rendered messages and reports have it."""

import re
from itertools import islice
from typing import Final

MAX_LABELS: Final = 500
_FEWEST: Final = 3
_SEGMENT: Final = re.compile(
    r"[\r\n]+|,(?=[A-Z])|, ?(?=[A-Za-z][A-Za-z0-9_ ]{1,30}: )|; |;(?=[A-Z][A-Za-z0-9_ ]{1,30}: )"
)
_LABEL: Final = re.compile(
    r"\s{0,40}(?P<name>[A-Za-z][A-Za-z0-9_ ()/.-]{1,40}?) ?:(?:\s{1,8}|$)(?P<value>.*)", re.DOTALL
)
_BLANKS_IN_A_NAME: Final = 3
_BRACKETED: Final = re.compile(
    r"""\[(?P<name>[A-Za-z][A-Za-z0-9_.-]{1,40})"""
    r"""(?:[ ]"(?P<quoted>[^"\[\]]{0,2000})"|:[ ](?P<value>[^\[\]]{0,2000}))\]"""
)


def read_labelled(text: str) -> dict[str, str]:
    """Return the values by name, the first of equal names kept; none where there are hardly any such lines."""
    segments = [segment for segment in _SEGMENT.split(text) if segment and segment.strip()][: MAX_LABELS * 2]
    labels = [match for segment in segments if (match := _LABEL.fullmatch(segment[:4096])) and _is_name(match["name"])]
    if len(labels) < _FEWEST or len(labels) * 3 < len(segments):
        return {}
    found: dict[str, str] = {}
    for match in labels[:MAX_LABELS]:
        name, value = _innermost(match)
        if value:
            found.setdefault(name, value)
    return found if len(found) >= _FEWEST else {}


def read_bracketed(text: str) -> dict[str, str]:
    """Return the values of `[name "value"]` and `[Name: value]` by name; none where there are hardly any."""
    found: dict[str, str] = {}
    for match in islice(_BRACKETED.finditer(text), MAX_LABELS):
        found.setdefault(match["name"], (match["quoted"] or match["value"] or "").strip())
    return {name: value for name, value in found.items() if value} if len(found) >= _FEWEST else {}


def _innermost(label: re.Match[str]) -> tuple[str, str]:
    """Return name and value; the first label of a line may stand behind what kind of line it is (`log: User: x`)."""
    inner = _LABEL.fullmatch(label["value"]) if label["value"][:1].isupper() else None
    name, value = (
        (inner["name"], inner["value"]) if inner and _is_name(inner["name"]) else (label["name"], label["value"])
    )
    return name.strip(), value.strip()


def _is_name(words: str) -> bool:
    return words.count(" ") <= _BLANKS_IN_A_NAME and "://" not in words
