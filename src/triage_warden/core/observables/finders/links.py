"""Links: where they begin is plain, where they end is the art."""

from collections.abc import Iterator

from triage_warden.core.observables.finders.candidate import Candidate, View
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.scan import Pattern

_SCHEME = Pattern(
    rb"(?:https?|ftps?|sftp|wss?|ldaps?|smb|rmi|tcp|udp|ssh|telnet|nfs|rtsp|gopher|tftp)://",
    ignore_case=True,
)
_DOUBTFUL = Pattern(
    rb"[\x00-\x20\x7f\"<>`{}|^\\\xa7'()\[\],;]|&(?:quot|gt|lt|apos|nbsp|#3[49]|#x2[27]);", ignore_case=True
)
_NEXT_LINK = Pattern(rb"[,;] ?[a-z]{2,6}://", ignore_case=True)
_COLUMN = Pattern(
    rb",(?:|true|false|null|none|nan|\\n|[0-9]{4}-[0-9]{2}-[0-9]{2}[0-9t:.z+ -]*"
    rb"|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-f]{32,64})"
    rb"(?:[,\x00-\x20\"'<>]|\z)",
    ignore_case=True,
)
"""What follows a comma in a table and not in a link: nothing, a truth value, a date, an address, a digest."""
_FOLDED = Pattern(rb"[^\x00-\x20<>\"]*(?:[ \t]*\r?\n[ \t]*[^\x00-\x20<>\"]+){1,8}>")
"""The rest of a link between `<` and `>` that was broken at line ends (RFC 3986, appendix C)."""
_OPENINGS = (b"<", b"<URL:", b"<url:")
MAX_FOLDED = 2048
"""Characters in which the `>` of a broken link is looked for."""
_POSSESSIVE = Pattern(rb"'(?:s\b|[^A-Za-z0-9=%/&+-]|\z)")
_WIDEST_COLUMN = 70
"""Characters: a comma, a digest and what ends it."""
_CLOSES = {ord(")"): ord("("), ord("]"): ord("[")}
_TRAILING = b".,;:!?'*~"
_WRAPPERS = b"*_~+=-"
"""What markup puts on both sides of a link: `**link**`, `++link++`."""


def links(view: View) -> Iterator[Candidate]:
    """Yield links with a scheme and an authority; a link inside another's path or query belongs to that one."""
    done = 0
    for start, authority in _SCHEME.spans(view.shape):
        if start < done:
            continue
        end = link_end(view, start, authority)
        if end > authority:
            done = end
            yield Candidate(start, end, ObservableType.URL)


def link_end(view: View, start: int, authority: int) -> int:
    """Return where the link that begins at `start` ends; `authority` is where its host begins.

    White space, closing quotes and brackets, and the full stop of the sentence are not of it.
    """
    shape = view.shape
    end = _hard_end(shape, start, authority)
    if view.at(end) in b"\r\n" and (folded := _folded_end(shape, start, authority)):
        return folded
    kept = bytes(shape[start:end]).rstrip(_TRAILING)
    before = bytes(shape[start - 1 : start])
    if start and before in _WRAPPERS:
        kept = kept.rstrip(before)
    return start + len(kept)


def _hard_end(shape: bytearray, start: int, authority: int) -> int:
    opened = {ord("("): 0, ord("["): 0}
    quoted = start > 0 and shape[start - 1] == ord("'")
    for at, _ in _DOUBTFUL.spans(shape, authority):
        mark = shape[at]
        opener = _CLOSES.get(mark, mark)
        if mark == ord("(") or (mark == ord("[") and _may_open(shape, authority, at)):
            opened[mark] += 1
        elif mark in _CLOSES and opened[opener]:
            opened[opener] -= 1
        elif not _goes_on(shape, at, quoted=quoted):
            return at
    return len(shape)


def _folded_end(shape: bytearray, start: int, authority: int) -> int | None:
    if not bytes(shape[max(0, start - 5) : start]).endswith(_OPENINGS):
        return None
    rest = _FOLDED.match(shape, authority, min(len(shape), authority + MAX_FOLDED))
    return rest[1] - 1 if rest else None


def _goes_on(shape: bytearray, at: int, *, quoted: bool) -> bool:
    """Whether a comma, semicolon or apostrophe is of the link; anything else doubtful is not."""
    mark = shape[at]
    if mark in b",;":
        return not (_NEXT_LINK.match(shape, at) or _COLUMN.match(shape, at, at + _WIDEST_COLUMN))
    return mark == ord("'") and not quoted and not _POSSESSIVE.match(shape, at)


def _may_open(shape: bytearray, authority: int, at: int) -> bool:
    """Whether `[` belongs to the link: around an IPv6 host, or in a query (`?id[]=1`), but not in `link[its text]`."""
    return at == authority or shape[at - 1] == ord("@") or shape.find(b"?", authority, at) >= 0
