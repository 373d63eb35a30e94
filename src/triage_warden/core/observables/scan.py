"""Patterns over attacker-controlled text: RE2, so that time is linear in the text whatever the pattern meets.

A text is scanned as its *shape*: one byte for each character, so that offsets in the one are offsets in the other and
no pattern needs to know Unicode. What is ASCII stays; letters and digits of other scripts become `LETTER`, other white
space a blank, everything else `SYMBOL`.
"""

import codecs
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

import re2

LETTER = 0xB5
"""Stands for any letter, mark or digit outside ASCII (`\\xb5` in patterns)."""
SYMBOL = 0xA7
"""Stands for any other character outside ASCII: typographic quotes, dashes, emoji (`\\xa7` in patterns)."""
INVISIBLE = 0x01
"""Stands for a character that takes no room: zero-width spaces and joiners, soft hyphens, byte-order marks."""
IDEOGRAPHIC_STOP = 0x02
"""Stands for U+3002, which browsers read as a dot."""
_INVISIBLES = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")
_BLANK = 0x20

_RE2 = re2._re2.RE2  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # why: see Pattern
_ANYWHERE = _RE2.Anchor.UNANCHORED
_AT_START = _RE2.Anchor.ANCHOR_START
_WHOLE = _RE2.Anchor.ANCHOR_BOTH


class _Engine(Protocol):
    def Match(  # noqa: N802, PLR0917  # the library's
        self, anchor: object, text: bytes | bytearray, start: int, end: int, /
    ) -> list[tuple[int, int]]: ...


class Pattern:
    """A compiled pattern without captures; finds spans in shapes.

    It asks the engine itself: the library's match objects cost as much again as the search, and a text of a thousand
    indicators has five thousand of them.
    """

    __slots__ = ("_engine",)

    def __init__(self, expression: bytes, *, ignore_case: bool = False) -> None:
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.never_capture = True
        options.case_sensitive = not ignore_case
        options.log_errors = False
        engine = _RE2(expression, options)
        if not engine.ok():
            raise ValueError(engine.error())
        self._engine: _Engine = engine

    def spans(self, shape: bytes | bytearray, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield the spans that match, left to right, none overlapping."""
        match = self._engine.Match
        stop = len(shape) if end is None or end > len(shape) else end
        while start <= stop:
            span = match(_ANYWHERE, shape, start, stop)[0]
            if span[1] < 0:
                return
            yield span
            start = span[1] if span[1] > start else start + 1

    def search(self, shape: bytes | bytearray, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Return the first span, or None."""
        return self._one(_ANYWHERE, shape, (start, end))

    def match(self, shape: bytes | bytearray, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Return the span that begins exactly at `start`, or None."""
        return self._one(_AT_START, shape, (start, end))

    def fits(self, shape: bytes) -> bool:
        """Whether the whole shape matches."""
        return self._engine.Match(_WHOLE, shape, 0, len(shape))[0][1] >= 0

    def _one(self, anchor: object, shape: bytes | bytearray, part: tuple[int, int | None]) -> tuple[int, int] | None:
        start, end = part
        stop = len(shape) if end is None or end > len(shape) else end
        if start > stop:
            return None
        span = self._engine.Match(anchor, shape, start, stop)[0]
        return span if span[1] >= 0 else None


class Marks:
    """Which of many patterns occur anywhere in a shape, told in one pass."""

    __slots__ = ("_set",)

    def __init__(self, expressions: Iterable[bytes]) -> None:
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.case_sensitive = False
        options.log_errors = False
        self._set = re2.Set.SearchSet(options)
        for expression in expressions:
            self._set.Add(expression)
        self._set.Compile()

    def seen(self, shape: bytes) -> list[int]:
        """Return the positions of the expressions that occur, ascending."""
        return sorted(self._set.Match(shape) or ())


def shape_of(text: str) -> bytes:
    """Return the text's shape: exactly one byte for each character."""
    return text.encode("ascii", _SHAPE)


@lru_cache(maxsize=4096)
def _shape(character: str) -> int:
    if character in _INVISIBLES:
        return INVISIBLE
    if character == "\u3002":
        return IDEOGRAPHIC_STOP
    if character.isalnum() or character.isidentifier():
        return LETTER
    return _BLANK if character.isspace() else SYMBOL


def _shape_run(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    run = error.object[error.start : error.end]
    return bytes(map(_shape, run)), error.end


_SHAPE = "triage-warden-shape"
codecs.register_error(_SHAPE, _shape_run)  # the encoder walks the ASCII parts in C and asks only about the others
