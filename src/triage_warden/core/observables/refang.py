"""Undo what was done to a text so that nobody clicks: `hxxp://evil[.]example` reads `http://evil.example` again."""

import re
from bisect import bisect_right
from typing import NamedTuple

import msgspec

from triage_warden.core.observables.psl import is_top_level
from triage_warden.core.observables.scan import IDEOGRAPHIC_STOP, INVISIBLE, Pattern, shape_of


class Refanged(msgspec.Struct, frozen=True, kw_only=True):
    """A text as it was meant, and where each part of it stood in the text as it was written."""

    text: str
    shape: bytes
    starts: tuple[int, ...] = ()
    """Where each rewritten piece begins in `text`, ascending."""
    ends: tuple[int, ...] = ()
    """Where it ends there."""
    shifts: tuple[int, ...] = ()
    """From each piece's end on: how far the original lies ahead, in characters."""
    defanged: tuple[bool, ...] = ()
    """Whether the piece had been written so that it could not be clicked, rather than escaped or wrapped."""

    def origin(self, start: int, end: int) -> tuple[bool, tuple[int, int]]:
        """Return whether anything inside `text[start:end]` was written defanged, and where it stood in the original."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1, max(first, 0)) - 1
        if first == last and first >= 0 and self.ends[first] <= start:  # nothing inside was rewritten
            shift = self.shifts[first]
            return False, (start + shift, end + shift)
        return self._any_defanged(first, last, start), (self._start(first, start), self._end(last, end))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where `text[start:end]` stood in the original."""
        return self.origin(start, end)[1]

    def was_defanged(self, start: int, end: int) -> bool:
        """Whether anything inside `text[start:end]` was written defanged."""
        return bool(self.starts) and self.origin(start, end)[0]

    def _any_defanged(self, first: int, last: int, start: int) -> bool:
        if first < 0 or self.ends[first] <= start:
            first += 1
        return first <= last and any(self.defanged[first : last + 1])

    def _start(self, piece: int, position: int) -> int:
        if piece < 0:
            return position
        if position < self.ends[piece]:
            return self.starts[piece] + (self.shifts[piece - 1] if piece else 0)
        return position + self.shifts[piece]

    def _end(self, piece: int, position: int) -> int:
        """Return where the last character before a position ends; a rewritten piece is one whole."""
        if piece < 0:
            return position
        return max(position, self.ends[piece]) + self.shifts[piece]


def refang(text: str) -> Refanged:
    """Return the text as it was meant. Linear in its length; a text with nothing to undo comes back as it is.

    Undone are `hxxp`, `fxp` and their kin, bracketed or backslashed dots, colons, slashes and at signs, `[dot]` and
    `[at]`, invisible characters, full-width forms, JSON's escaped slashes in links, and quoted-printable's line breaks.
    """
    text = _narrow(text)
    shape = shape_of(text)
    pieces = _pieces(text, shape)
    return _assemble(text, shape, pieces) if pieces else Refanged(text=text, shape=shape)


_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFF61: 0x2E}
"""Full-width ASCII (U+FF01 to U+FF5E) and the half-width ideographic stop; one character for one."""

_WIDE = re.compile("[\uff01-\uff61]")  # one class, no repeat: cannot backtrack

_MARK = Pattern(
    rb"(?:h(?:xx|xt|tx|\*\*|__)ps?|fxps?):[\])}]?[\[({]?[/\\]{2,4}[\])}]?"
    rb"|(?:h(?:xx|xt|tx|tt|\*\*|__)ps?|f[tx]ps?)"
    rb"(?:[\[({]:[\])}]?[/\\]{2,4}[\])}]?|:[\])}][/\\]{2,4}|:[\[({][/\\]{2,4}[\])}]|:\\/?\\/?)"
    rb"| ?[\[({] ?(?:\.|dot|@|at|:|://|//|/) ?[\])}] ?"
    rb"|\[\.|\.\]|\\[./]|[\x01]+|[\x02]|=\r?\n|=3d",
    ignore_case=True,
)

_SOFT_BREAK = Pattern(rb"(?:^|\n)[\x20-\x3c\x3e-\x7e=]{60,75}=\r?\n[^\r\n]")
"""A line broken as quoted-printable text is: at no more than 76 characters (RFC 2045 section 6.7), not much before."""

_JOINT = rb"(?: ?[\[({] ?(?:dot|\.) ?[\])}] ?|\.)"
_LABELS = Pattern(rb"(?:[a-z0-9-]+" + _JOINT + rb")*[a-z0-9-]+", ignore_case=True)
_DOTTED = Pattern(rb"(?:[a-z0-9-]+" + _JOINT + rb")+[a-z0-9-]+", ignore_case=True)
_LOOK_AHEAD = 256
"""How far after a marker with blanks around it the rest of a name is looked for, in characters."""
_ESCAPED_SLASHES = b":\\/\\/"
_LOOK_BACK = 256
"""How far before `\\.` a Windows path is looked for, in characters."""


def _narrow(text: str) -> str:
    return text if text.isascii() or not _WIDE.search(text) else text.translate(_FULL_WIDTH)


class _Piece(NamedTuple):
    start: int
    end: int
    meant: str
    defanged: bool = True


def _pieces(text: str, shape: bytes) -> list[_Piece]:
    escaped = _ESCAPED_SLASHES in shape
    quoted = (b"=\n" in shape or b"=\r\n" in shape) and _SOFT_BREAK.search(shape) is not None
    found: list[_Piece] = []
    for start, end in _MARK.spans(shape):
        if shape[start] in b"hHfF":
            found += _scheme(text[start:end], start)
        elif shape[start] == ord("="):
            if quoted:
                found.append(_Piece(start, end, "" if shape[end - 1] == ord("\n") else "=", defanged=False))
        elif piece := _piece(text, shape, (start, end), escaped=escaped):
            found.append(piece)
    return found


def _piece(text: str, shape: bytes, span: tuple[int, int], *, escaped: bool) -> _Piece | None:
    start, end = span
    first = shape[start]
    if first == INVISIBLE:
        return None if text[start].isascii() else _Piece(start, end, "")
    if first == IDEOGRAPHIC_STOP:
        return _Piece(start, end, ".") if not text[start].isascii() and _between_words(shape, start, end) else None
    if first == ord("\\"):
        return _backslashed(shape, start, escaped=escaped)
    if end - start == 2:  # noqa: PLR2004  # `[.` or `.]`: one half of a bracketed dot
        return _Piece(start, end, ".") if _between_words(shape, start, end) else None
    return _bracketed(text[start:end], shape, start)


def _backslashed(shape: bytes, start: int, *, escaped: bool) -> _Piece | None:
    if shape[start + 1] == ord("/"):
        return _Piece(start, start + 2, "/", defanged=False) if escaped else None
    if not _between_words(shape, start, start + 2) or _in_a_path(shape, start):
        return None
    return _Piece(start, start + 2, ".")


def _in_a_path(shape: bytes, position: int) -> bool:
    r"""Whether the backslash before a dot separates folders (`C:\Users\.ssh`), not labels (`example\.com`)."""
    before = shape[max(0, position - _LOOK_BACK) : position]
    token = before[max(before.rfind(mark) for mark in (b" ", b"\n", b"\t", b'"')) + 1 :]
    return token.count(b"\\") != token.count(b"\\.")


def _scheme(written: str, start: int) -> list[_Piece]:
    """Return what is to be put right in a scheme and in what follows it, each by itself."""
    letters = written[: min(at for mark in ":[({" if (at := written.find(mark)) > 0)]
    cut = start + len(letters)
    name = ("ftp" if letters[:1] in "fF" else "http") + ("s" if letters[-1:] in "sS" else "")
    rest = written[len(letters) :]
    pieces = [_Piece(start, cut, name)] if letters.lower() != name else []
    if rest != "://":
        pieces.append(_Piece(cut, start + len(written), "://", defanged=rest != ":\\/\\/"))
    return pieces


def _bracketed(written: str, shape: bytes, start: int) -> _Piece | None:
    inner = written.strip()[1:-1].strip().lower()
    meant = {"dot": ".", "at": "@"}.get(inner, inner)
    end = start + len(written)
    if meant not in ".@":
        kept = written.rstrip(" ")
        blank = len(written) - len(written.lstrip(" "))
        return _Piece(start + blank, start + len(kept), meant)
    if not _between_words(shape, start, end):
        return None
    spaced = written[0] == " " or written[-1] == " "
    return None if spaced and not _leads_to_a_name(shape, end, dotted=meant == "@") else _Piece(start, end, meant)


def _leads_to_a_name(shape: bytes, start: int, *, dotted: bool) -> bool:
    """Whether what follows ` [at] ` or ` [dot] ` is the rest of a name, rather than of a sentence."""
    chain = (_DOTTED if dotted else _LABELS).match(shape, start, min(len(shape), start + _LOOK_AHEAD))
    if chain is None:
        return False
    last = bytes(shape[chain[0] : chain[1]]).replace(b" ", b"").rstrip(b".-")
    return is_top_level(last[_label_start(last) :].decode("ascii", "replace").lower())


def _label_start(written: bytes) -> int:
    return max(written.rfind(mark) for mark in (b".", b"]", b")", b"}")) + 1


def _between_words(shape: bytes, start: int, end: int) -> bool:
    return start > 0 and end < len(shape) and _wordlike(shape[start - 1]) and _wordlike(shape[end])


def _wordlike(code: int) -> bool:
    return code in _WORDLIKE


_WORDLIKE = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_[](){}\xb5\x01")


def _assemble(text: str, shape: bytes, pieces: list[_Piece]) -> Refanged:
    texts, shapes, starts, ends, shifts = [], [], [], [], []
    done = length = 0
    for piece in pieces:
        texts += [text[done : piece.start], piece.meant]
        shapes += [shape[done : piece.start], piece.meant.encode("ascii")]
        length += piece.start - done
        starts.append(length)
        length += len(piece.meant)
        ends.append(length)
        shifts.append(piece.end - length)
        done = piece.end
    return Refanged(
        text="".join([*texts, text[done:]]),
        shape=b"".join([*shapes, shape[done:]]),
        starts=tuple(starts),
        ends=tuple(ends),
        shifts=tuple(shifts),
        defanged=tuple(piece.defanged for piece in pieces),
    )
