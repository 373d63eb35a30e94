"""Dotted names without a scheme: domains, internal hosts, file names; and the code and versions that look like them."""

from collections.abc import Iterator

from triage_warden.core.observables.finders.candidate import Candidate, View
from triage_warden.core.observables.finders.lookalikes import is_code, is_file
from triage_warden.core.observables.finders.links import link_end
from triage_warden.core.observables.hosts import is_internal
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.psl import is_icann_suffix, is_top_level
from triage_warden.core.observables.scan import Pattern

_DOTTED = Pattern(rb"(?:[A-Za-z0-9_\xb5-]+\.)+[A-Za-z\xb5][A-Za-z0-9_\xb5-]*")
_PORT = Pattern(rb":[0-9]{1,5}\b")
_HEX = b"0123456789abcdefABCDEF"


def names(view: View) -> Iterator[Candidate]:
    """Yield domains, links without a scheme (`example.com/a`), internal host names and file names."""
    done = 0
    for found, stop in _DOTTED.spans(view.shape):
        if found < done:
            continue
        start = _after_escape(view, found)
        name = view.slice(start, stop)
        kept = name.strip("-_.")
        start += len(name) - len(name.lstrip("-_."))
        candidate = _name(view, start, start + len(kept), kept)
        if candidate is not None:
            done = candidate.end
            yield candidate


def _name(view: View, start: int, end: int, name: str) -> Candidate | None:
    lower = name.lower()
    if "." not in lower:
        return None
    defanged = view.meant.was_defanged(start, end)
    linked = _link_tail(view, start, end)
    certain = defanged or linked is not None or lower.startswith("www.")
    if is_file(lower, name, certain=certain):
        return Candidate(start, end, ObservableType.FILE_NAME)
    if is_internal(lower):
        return Candidate(start, end, ObservableType.HOSTNAME)
    return _domain(view, (start, end), name, certain=certain, linked=linked)


def _domain(view: View, span: tuple[int, int], name: str, *, certain: bool, linked: int | None) -> Candidate | None:
    start, end = span
    lower = name.lower()
    last = lower.rpartition(".")[2]
    if (last.isascii() and not is_top_level(last)) or is_icann_suffix(lower):
        return None
    if not certain and (view.at(end) == ord("(") or view.before(start) in b"/\\$@" or is_code(name)):
        return None
    if linked is not None:
        return Candidate(start, linked, ObservableType.URL)
    return Candidate(start, end, ObservableType.DOMAIN)


def _link_tail(view: View, start: int, end: int) -> int | None:
    """Return where the path that follows a name ends; None when there is none or the name itself is inside a path."""
    if view.before(start) in b"/\\" and view.shape[max(0, start - 2) : start] != b"//":
        return None
    port = _PORT.match(view.shape, end) if view.at(end) == ord(":") else None
    slash = port[1] if port else end
    if view.at(slash) != ord("/"):
        return None
    tail = link_end(view, start, slash)
    return tail if tail > slash else None


def _after_escape(view: View, start: int) -> int:
    """Skip the digits of a percent escape that stands before a name: `%2Fexample.com`."""
    escaped = view.before(start) == ord("%") and view.at(start) in _HEX and view.at(start + 1) in _HEX
    return start + 2 if escaped else start
