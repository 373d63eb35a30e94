"""Dotted names without a scheme: domains, internal hosts, file names; and the code and versions that look like them."""

from collections.abc import Iterator
from functools import cache

from triage_warden.core.observables.finders.candidate import Candidate, View
from triage_warden.core.observables.finders.links import link_end
from triage_warden.core.observables.finders.lookalikes import FILE_EXTENSIONS, is_code, is_file
from triage_warden.core.observables.finders.numbers import ipv4s
from triage_warden.core.observables.hosts import INTERNAL, is_internal
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.psl import is_icann_suffix, is_top_level, top_levels
from triage_warden.core.observables.scan import LETTER, Pattern, shape_of

_DOTTED = Pattern(rb"[A-Za-z0-9_\xb5-]+(?:\.[A-Za-z0-9_\xb5-]+)+")
_DOTS = 3
"""In a dotted quad."""
_PORT = Pattern(rb":[0-9]{1,5}\b")
_PROTOCOL = Pattern(rb"/(?:tcp|udp)\b", ignore_case=True)
"""After a port, as firewalls write it: `example.com:443/tcp`."""
_DIGITS = b"0123456789"
_QUAD = b"0123456789."
_HEX = b"0123456789abcdefABCDEF"


def names(view: View) -> Iterator[Candidate]:
    """Yield domains, links without a scheme (`example.com/a`), internal host names, file names and IPv4 addresses."""
    done, endings = 0, _endings()
    for found, stop in _DOTTED.spans(view.shape):
        last = bytes(view.shape[view.shape.rfind(b".", found, stop) + 1 : stop]).strip(b"-_").lower()
        if found < done or not (last in endings or last[:1].isdigit() or LETTER in last):
            continue
        if _is_number(last):
            if view.shape.count(b".", found, stop) >= _DOTS:
                yield from ipv4s(view, found, stop)
                if not view.shape[found:stop].strip(_QUAD):
                    continue
            stop = view.shape.rfind(b".", found, stop)  # noqa: PLW2901  # `example.com.1` still begins with a name
        candidate = _name(view, _after_escape(view, found), stop)
        if candidate is not None:
            done = candidate.end
            yield candidate


def _is_number(last: bytes) -> bool:
    return last[:1].isdigit() and last != b"7z"


def _name(view: View, found: int, stop: int) -> Candidate | None:
    written = view.slice(found, stop)
    name = written.strip("-_.")
    lower = name.lower()
    last = lower[lower.rfind(".") + 1 :]
    if len(last) == len(name) or not (
        shape_of(last) in _endings() or (not last.isascii() and not last[:1].isdecimal())
    ):
        return None
    start = found + len(written) - len(written.lstrip("-_."))
    end = start + len(name)
    linked = _link_tail(view, start, end)
    if last in FILE_EXTENSIONS and is_file(lower, name, certain=_is_certain(view, start, end, linked=linked)):
        return Candidate(start, end, ObservableType.FILE_NAME)
    if is_internal(lower):
        return Candidate(start, end, ObservableType.HOSTNAME)
    return _domain(view, (start, end), name, linked=linked)


@cache
def _endings() -> frozenset[bytes]:
    """Return what may stand after the last dot of a name of any kind; nothing may as well (`example.com.-`)."""
    endings = top_levels() | FILE_EXTENSIONS | INTERNAL | {"arpa", ""}
    return frozenset(ending.encode("ascii") for ending in endings if ending.isascii())


def _is_certain(view: View, start: int, end: int, *, linked: int | None) -> bool:
    """Whether a name is meant as one: with a path, defanged, or a web server's."""
    if linked is not None or view.slice(start, start + 4).lower() == "www.":
        return True
    return view.meant.was_defanged(start, end)


def _domain(view: View, span: tuple[int, int], name: str, *, linked: int | None) -> Candidate | None:
    start, end = span
    lower = name.lower()
    last = lower[lower.rfind(".") + 1 :]
    if (last in FILE_EXTENSIONS and not is_top_level(last)) or is_icann_suffix(lower):
        return None
    doubtful = view.at(end) == ord("(") or view.before(start) in b"/\\$@" or is_code(name)
    if doubtful and not _is_certain(view, start, end, linked=linked):
        return None
    if linked is not None:
        return Candidate(start, linked, ObservableType.URL)
    return Candidate(start, end, ObservableType.DOMAIN)


def _link_tail(view: View, start: int, end: int) -> int | None:
    """Return where the path that follows a name ends; None when there is none or the name itself is inside a path."""
    if view.at(end) not in b":/" or (
        view.before(start) in b"/\\" and bytes(view.shape[max(0, start - 2) : start]) != b"//"
    ):
        return None
    port = _PORT.match(view.shape, end) if view.at(end) == ord(":") else None
    slash = port[1] if port else end
    if view.at(slash) != ord("/") or (port and _PROTOCOL.match(view.shape, slash)):
        return None
    tail = link_end(view, start, slash)
    return tail if tail > slash else None


def _after_escape(view: View, start: int) -> int:
    """Skip the digits of a percent escape that stands before a name: `%2Fexample.com`."""
    escaped = view.before(start) == ord("%") and view.at(start) in _HEX and view.at(start + 1) in _HEX
    return start + 2 if escaped else start
