"""Accounts and hosts that a label in the text names."""

from collections.abc import Iterator

from triage_warden.core.observables.finders.candidate import Candidate, View
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.scan import Pattern

_USER_LABEL = Pattern(
    rb"\b(?:target|subject|source|src|dst|suser|duser|sam|logon)?[ _-]?(?:user[ _-]?name|user|account[ _-]?name|account|login|logon)"
    rb"\\?[\"']?\s?[:=]\s?\\?[\"']?",
    ignore_case=True,
)
_HOST_LABEL = Pattern(
    rb"\b(?:host[ _-]?name|computer[ _-]?name|computer|workstation(?:[ _-]?name)?|device[ _-]?name|machine[ _-]?name|endpoint)"
    rb"\\?[\"']?\s?[:=]\s?\\?[\"']?",
    ignore_case=True,
)
_QUALIFIED = Pattern(
    rb"(?:NT AUTHORITY|NT SERVICE|BUILTIN|[A-Za-z0-9_.-]{1,64})\\{1,2}[A-Za-z0-9_.$-]{1,64}|[A-Za-z0-9_.$-]{1,64}"
)
_KNOWN = Pattern(
    rb"\b(?:NT AUTHORITY|NT SERVICE|BUILTIN)\\{1,2}(?:LOCAL SERVICE|NETWORK SERVICE|[A-Za-z0-9_.$-]{1,64})",
    ignore_case=True,
)
_HOST = Pattern(rb"[A-Za-z0-9][A-Za-z0-9-]{0,62}")
_NOBODY = frozenset("- none null unknown n/a na true false undefined nil id name is was the a an".split())
_AFTER = frozenset(b"@\\:/")


def users(view: View) -> Iterator[Candidate]:
    """Yield accounts after a label (`user=CORP\\\\alice`), and Windows' own wherever they stand."""
    yield from _labelled(view, _USER_LABEL, _QUALIFIED, ObservableType.USER)
    for start, end in _KNOWN.spans(view.shape):
        yield Candidate(start, end, ObservableType.USER)


def labelled_hosts(view: View) -> Iterator[Candidate]:
    """Yield single-label host names after a label; dotted ones are found without."""
    for candidate in _labelled(view, _HOST_LABEL, _HOST, ObservableType.HOSTNAME):
        if view.at(candidate.end) != ord(".") and not view.slice(candidate.start, candidate.end).isdigit():
            yield candidate


def _labelled(view: View, label: Pattern, value: Pattern, kind: ObservableType) -> Iterator[Candidate]:
    for _, at in label.spans(view.shape):
        span = value.match(view.shape, at)
        if span is None or view.at(span[1]) in _AFTER:
            continue
        end = at + len(view.slice(at, span[1]).rstrip(".-"))
        if end > at and view.slice(at, end).lower() not in _NOBODY:
            yield Candidate(at, end, kind)
