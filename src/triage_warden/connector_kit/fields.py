"""Read fields of decoded JSON by dotted path, whatever is really there.

Vendors change a number to a string between versions, send null for absent, and wrap one value in a list. An alert
is not worth losing for that, so a field of the wrong type reads as absent. What cannot be kept in a database column
is mended here, once: NUL characters go, and numbers too long to print are absent.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

_NO_RECORD: Final[Mapping[str, object]] = {}
_LONGEST_NUMBER: Final = 10**40
_NUMBER: Final = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?")


def at(value: object, path: str) -> object:
    """Return what stands at the dotted path, None where there is nothing."""
    if "." not in path:
        return value.get(path) if isinstance(value, dict) else None
    for name in _names(path):
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


@lru_cache(maxsize=1_024)
def _names(path: str) -> tuple[str, ...]:
    """Return the names in a path. Paths are written in our code, so there are some hundreds of them."""
    return tuple(path.split("."))


def text(value: object, path: str) -> str:
    """Return the text (or number, as text) at the path, trimmed; empty where there is none."""
    found = at(value, path)
    return "" if found is None else as_text(found)


def first_text(value: object, *paths: str) -> str:
    """Return the first text that is not empty."""
    for path in paths:
        found = text(value, path)
        if found:
            return found
    return ""


def as_text(value: object) -> str:
    """Return a scalar as trimmed text without NUL; empty for anything else."""
    if isinstance(value, str):
        return value.replace("\x00", "").strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value) if -_LONGEST_NUMBER < value < _LONGEST_NUMBER else ""


def number(value: object, path: str) -> float | None:
    """Return the number at the path; digits in a string count."""
    found = at(value, path)
    if isinstance(found, bool):
        return None
    if isinstance(found, int | float):
        return float(found) if -_LONGEST_NUMBER < found < _LONGEST_NUMBER else None
    if isinstance(found, str) and _NUMBER.fullmatch(found.strip()):
        return float(found)
    return None


def record(value: object, path: str) -> Mapping[str, object]:
    """Return the object at the path; an empty one where there is none."""
    found = at(value, path)
    return found if isinstance(found, dict) else _NO_RECORD


def items(value: object, path: str) -> list[object]:
    """Return the list at the path; a single value counts as a list of one, null and absent as none."""
    found = at(value, path)
    if isinstance(found, list):
        return found
    return [] if found is None else [found]


def records(value: object, path: str) -> Iterator[Mapping[str, object]]:
    """Yield the objects in the list at the path."""
    for item in items(value, path):
        if isinstance(item, dict):
            yield item


def texts(value: object, path: str) -> list[str]:
    """Return the texts in the list at the path, empty ones left out."""
    return [found for found in map(as_text, items(value, path)) if found]


def concise(words: str, limit: int = 300) -> str:
    """Return the words on one line, cut with an ellipsis after `limit` characters."""
    line = " ".join(words[: limit * 4].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
