"""Find observables in text: one pass for each family, each only where its marks are seen at all."""

from collections.abc import Callable, Iterator
from operator import attrgetter

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
from triage_warden.core.observables.model import Found, ObservableType
from triage_warden.core.observables.refang import refang
from triage_warden.core.observables.scan import Marks

_START = attrgetter("start")
MAX_TEXT = 1 << 20
"""Characters of a text that are read; the rest is not. Callers with longer ones cut them at line ends."""

_Finder = Callable[[View], Iterator[Candidate]]


def find(text: str) -> list[Found]:
    """Return the observables in a text, in its order, with where each was written.

    Spans do not overlap, but for the target of a wrapped link, which has its wrapper's span. Time is linear.
    """
    meant = refang(text[:MAX_TEXT])
    view = View(meant=meant, shape=bytearray(meant.shape))
    found: list[Found] = []
    for seen in _MARKS.seen(meant.shape):
        _claim(view, _FINDERS[seen][1], found)
    found.sort(key=_START)
    return found


def _claim(view: View, finder: _Finder, found: list[Found]) -> None:
    """Add what the finder's candidates turn out to be, and blank them for the finders that follow."""
    meant, taken = view.meant, []
    for start, end, kind in finder(view):
        defanged, written = meant.origin(start, end) if meant.starts else (False, (start, end))
        seen = observable(kind, meant.text[start:end], defanged=defanged)
        if seen is None:
            continue
        taken.append((start, end))
        found.append(Found(observable=seen, start=written[0], end=written[1]))
        if kind is ObservableType.URL and (inside := target(seen)):
            found.append(Found(observable=inside, start=written[0], end=written[1]))
    for start, end in taken:
        view.shape[start:end] = bytes(end - start)


_FINDERS: tuple[tuple[bytes, _Finder], ...] = (
    (rb"user[_ .-]?agent", agents.user_agents),
    (rb"mozilla/", agents.browsers),
    (rb"[a-z]://", links.links),
    (rb"arn:aws", clouds.aws_resources),
    (rb"/subscriptions/", clouds.azure_resources),
    (rb"\.googleapis\.com/|(?:projects|folders|organizations)/", clouds.google_resources),
    (rb"@[a-z0-9\[\xb5]", mailboxes.mailboxes),
    (rb"hk(?:lm|cu|ey_|cr|cc|pd|u)|\\registry\\", files.registry_keys),
    (rb"nt authority|nt service|builtin", accounts.well_known),
    (rb":\\|\\\\|%\\", files.windows_paths),
    (rb"[a-z]:/[a-z0-9_.$~(]", files.forward_paths),
    (rb"(?:^|[^a-z0-9./:])[/~][a-z0-9/]", files.posix_paths),
    (rb"::", numbers.shortened_ipv6s),
    (rb"[a-z0-9\xb5]\.[a-z0-9\xb5]", names.names),
    (
        rb"[0-9a-f][:-][0-9a-f]{1,4}[:-]|[0-9a-f]\.[0-9a-f]{4}\.|asn? ?[0-9]",
        numbers.groups,
    ),
    (rb"", numbers.long_runs),
    (rb"cve[^a-z0-9][0-9]", numbers.cves),
    (
        rb"(?:user|name|account|login|logon|host|computer|workstation|endpoint)\\?[\"']?\s?[:=]",
        accounts.labelled,
    ),
)
"""What must be seen in a text before a finder reads it, strong shapes first: what they claim is not read again."""
# No counted repeat but of one class: `[13][a-z]{25}` must remember each 1 and 3 of the last 25 characters, and its
# automaton outgrows its memory.
_MARKS = Marks(mark for mark, _ in _FINDERS)
