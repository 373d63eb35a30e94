"""One setting: what it is for, and how its text is read."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Literal, get_args, get_origin


@dataclass(frozen=True, slots=True)
class About:
    """What a setting is for (one sentence), its variable when not `TW_<NAME>`, an alias, and its bounds."""

    text: str
    variable: str | None = None
    alias: str | None = None
    least: int | None = None
    most: int | None = None
    unit: str | None = None


def convert(text: str, kind: object, about: About) -> object:
    """Return the value that a text stands for; raise ValueError saying what it is not."""
    if kind is int:
        return _integer(text, about)
    if kind is bool:
        return _one_of(text, [*_YES, *_NO]) in _YES
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(_one_of(text, [member.value for member in kind]))
    if get_origin(kind) is Literal:
        return _one_of(text, [str(word) for word in get_args(kind)])
    if get_origin(kind) is tuple:
        return tuple(part.strip().lower() for part in text.split(",") if part.strip())
    if Path in get_args(kind):
        return Path(text).expanduser()
    return text


_YES: Final = ("true", "yes", "on", "1")
_NO: Final = ("false", "no", "off", "0")
_SUFFIXES: Final = {"k": 1024, "m": 1024**2, "g": 1024**3}


def _integer(text: str, about: About) -> int:
    digits, factor = text.lower().replace("_", ""), 1
    if about.unit == "bytes" and digits[-1:] in _SUFFIXES:
        digits, factor = digits[:-1], _SUFFIXES[digits[-1]]
    if not digits.isascii() or not digits.isdigit() or len(digits) > len(str(1 << 62)):
        message = f"'{text}' is not a whole number"
        raise ValueError(message)
    number = int(digits) * factor
    if (about.least is not None and number < about.least) or (about.most is not None and number > about.most):
        message = f"{number} is outside {about.least} to {about.most}"
        raise ValueError(message)
    return number


def _one_of(text: str, words: list[str]) -> str:
    if text.lower() not in words:
        message = f"'{text}' is not one of {', '.join(words)}"
        raise ValueError(message)
    return text.lower()
