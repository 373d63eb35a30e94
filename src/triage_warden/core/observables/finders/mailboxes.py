"""E-mail addresses."""

from collections.abc import Iterator

from triage_warden.core.observables.finders.candidate import Candidate, View
from triage_warden.core.observables.finders.vocabulary import words
from triage_warden.core.observables.hosts import is_internal
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.psl import is_top_level
from triage_warden.core.observables.scan import Pattern

_ADDRESS = Pattern(
    rb"[A-Za-z0-9.!#$%&*+/=?^_~\xb5-]+@"
    rb"(?:[A-Za-z0-9_\xb5-]+(?:\.[A-Za-z0-9_\xb5-]+)+|\[[0-9A-Fa-fIPv.:]+\])",
)
_KEYS = words(
    """
    to from cc bcc email e-mail mail user username sender recipient rcpt address addr upn mailto src dst
    login account name owner reply-to replyto mailbox victim
    """,
)
_LEADING = ".!#$%&*+/=?^~-"


def mailboxes(view: View) -> Iterator[Candidate]:
    """Yield addresses under a top-level domain that exists, at an internal name, or at an address literal."""
    for start, end in _ADDRESS.spans(view.shape):
        local, _, host = view.slice(start, end).rpartition("@")
        host = host.rstrip("-_")
        if _has_home(host):
            stop = start + len(local) + 1 + len(host)
            yield Candidate(start + _skipped(local), stop, ObservableType.EMAIL)


def _skipped(local: str) -> int:
    """Return how much before the address is not of it: a path, or `to=`; but `bounce=alice` (VERP) is."""
    skipped = local.rfind("/") + 1
    key, equals, _ = local[skipped:].partition("=")
    if equals and key.lower().lstrip("?&") in _KEYS:
        skipped += len(key) + 1
    rest = local[skipped:]
    return skipped + len(rest) - len(rest.lstrip(_LEADING))


def _has_home(host: str) -> bool:
    last = host.rpartition(".")[2].lower()
    return host.endswith("]") or is_internal(host.lower()) or not last.isascii() or is_top_level(last)
