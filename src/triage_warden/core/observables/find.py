"""Find observables in text: one pass for each family, each only where its marks are seen at all."""

from collections.abc import Callable, Iterator

from triage_warden.core.observables.classify import observable
from triage_warden.core.observables.derive import target
from triage_warden.core.observables.finders import (
    accounts,
    agents,
    clouds,
    files,
    links,
    mailboxes,
    names,
    numbers,
)
from triage_warden.core.observables.finders.candidate import Candidate, View
from triage_warden.core.observables.model import Found, Observable, ObservableType
from triage_warden.core.observables.refang import refang

MAX_TEXT = 1 << 20
"""Characters of a text that are read; the rest is not. Callers with longer ones cut them at line ends."""

_Gate = Callable[[bytes], bool]
_Finder = Callable[[View], Iterator[Candidate]]


def find(text: str) -> list[Found]:
    """Return the observables in a text, in its order, with where each was written.

    Spans do not overlap, but for the target of a wrapped link, which has its wrapper's span. Time is linear in the text.
    """
    meant = refang(text[:MAX_TEXT])
    view = View(meant=meant, shape=bytearray(meant.shape))
    marks = meant.shape.lower()
    found: list[Found] = []
    for gate, finder in _FINDERS:
        if gate(marks):
            found += _claimed(view, finder)
    found.sort(key=_place)
    return found


def _place(found: Found) -> int:
    return found.start


def _claimed(view: View, finder: _Finder) -> Iterator[Found]:
    """Yield what the finder's candidates turn out to be, and blank them for the finders that follow."""
    taken: list[Candidate] = []
    for candidate in finder(view):
        seen = _observable(view, candidate)
        if seen is not None:
            taken.append(candidate)
            yield from _found(view, candidate, seen)
    for start, end, _, _ in taken:
        view.shape[start:end] = b"\0" * (end - start)


def _observable(view: View, candidate: Candidate) -> Observable | None:
    start, end, kind, value = candidate
    written = view.meant.text[start:end] if value is None else value
    return observable(kind, written, defanged=view.meant.was_defanged(start, end))


def _found(view: View, candidate: Candidate, seen: Observable) -> Iterator[Found]:
    start, end = view.meant.original(candidate.start, candidate.end)
    yield Found(observable=seen, start=start, end=end)
    if seen.type is ObservableType.URL and (inside := target(seen)):
        yield Found(observable=inside, start=start, end=end)


def _has(*marks: bytes) -> _Gate:
    if len(marks) == 1:
        return lambda shape: marks[0] in shape
    return lambda shape: any(mark in shape for mark in marks)


_FINDERS: tuple[tuple[_Gate, _Finder], ...] = (
    (_has(b"agent"), agents.user_agents),
    (_has(b"mozilla/"), agents.browsers),
    (_has(b"://"), links.links),
    (_has(b"@"), mailboxes.mailboxes),
    (_has(b"arn:"), clouds.aws_resources),
    (_has(b"/subscriptions/"), clouds.azure_resources),
    (_has(b".googleapis.com/", b"projects/", b"folders/", b"organizations/"), clouds.google_resources),
    (_has(b"hk", b"\\registry\\"), files.registry_keys),
    (_has(b":\\", b"\\\\", b"%\\", b":/"), files.windows_paths),
    (_has(b"user", b"account", b"login", b"logon", b"nt authority", b"builtin"), accounts.users),
    (_has(b"/"), files.posix_paths),
    (_has(b"."), names.names),
    (_has(b"."), numbers.ipv4s),
    (_has(b"::", b":"), numbers.ipv6s),
    (lambda _: True, numbers.digests),
    (_has(b":", b"-", b"."), numbers.macs),
    (_has(b"cve"), numbers.cves),
    (_has(b"as"), numbers.asns),
    (lambda _: True, numbers.bitcoin_addresses),
    (_has(b"host", b"computer", b"workstation", b"device", b"machine", b"endpoint"), accounts.labelled_hosts),
)
"""Strong shapes first: what they claim is not looked at again."""
