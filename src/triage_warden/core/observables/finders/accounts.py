"""Accounts and hosts that a label in the text names."""

from collections.abc import Iterator

from triage_warden.core.observables.finders.candidate import Candidate, View
from triage_warden.core.observables.finders.vocabulary import words
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.scan import Pattern

_LABEL = Pattern(
    rb"(?:user[ _-]?name|user|account[ _-]?name|account|login|logon"
    rb"|(?:host|device|machine)[ _-]?name|(?:computer|workstation)(?:[ _-]?name)?|endpoint)"
    rb"(?:\\?[\"'])?\s?[:=]\s?(?:\\?[\"'])?",
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
_NOBODY = words(
    """
    - none null unknown n/a na true false undefined nil id name is was the a an
    r""",
)
_AFTER = frozenset(rb"@\:/")


def labelled(view: View) -> Iterator[Candidate]:
    r"""Yield accounts and single-label hosts after a label (`user=CORP\alice`, `hostname: ws-17`).

    Dotted host names are found without a label.
    """
    for start, at in _LABEL.spans(view.shape):
        is_user = view.at(start) in b"uUaAlL"
        span = (_QUALIFIED if is_user else _HOST).match(view.shape, at)
        if span is None or view.at(span[1]) in _AFTER:
            continue
        name = view.slice(at, span[1]).rstrip(".-")
        if name.lower() in _NOBODY or not name:
            continue
        if is_user:
            yield Candidate(at, at + len(name), ObservableType.USER)
        elif view.at(span[1]) != ord(".") and not name.isdigit():
            yield Candidate(at, at + len(name), ObservableType.HOSTNAME)


def well_known(view: View) -> Iterator[Candidate]:
    r"""Yield Windows' own accounts wherever they stand (`NT AUTHORITY\SYSTEM`)."""
    for start, end in _KNOWN.spans(view.shape):
        yield Candidate(start, start + len(view.slice(start, end).rstrip(".-")), ObservableType.USER)
