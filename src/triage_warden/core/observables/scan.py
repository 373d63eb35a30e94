"""Patterns over attacker-controlled text: RE2, so that time is linear in the text whatever the pattern meets.

A text is scanned as its *shape*: one byte for each character, so that offsets in the one are offsets in the other and
no pattern needs to know Unicode. What is ASCII stays; letters and digits of other scripts become `LETTER`, other white
space a blank, everything else `SYMBOL`.
"""

import codecs
from collections.abc import Iterable, Iterator
from functools import lru_cache

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


class Pattern:
    """A compiled pattern without captures; finds spans in shapes."""

    __slots__ = ("_compiled",)

    def __init__(self, expression: bytes, *, ignore_case: bool = False) -> None:
        options = re2.Options()
        options.encoding = re2.Options.Encoding.LATIN1
        options.never_capture = True
        options.case_sensitive = not ignore_case
        options.log_errors = False
        self._compiled = re2.compile(expression, options)

    def spans(self, shape: bytes | bytearray, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield the spans that match, left to right, none overlapping."""
        for match in self._compiled.finditer(shape, start, end):
            yield match.span()

    def search(self, shape: bytes | bytearray, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Return the first span, or None."""
        match = self._compiled.search(shape, start, end)
        return None if match is None else match.span()

    def match(self, shape: bytes | bytearray, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Return the span that begins exactly at `start`, or None."""
        match = self._compiled.match(shape, start, end)
        return None if match is None else match.span()

    def fits(self, shape: bytes) -> bool:
        """Whether the whole shape matches."""
        return self._compiled.fullmatch(shape) is not None


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
