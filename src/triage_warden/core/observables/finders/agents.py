"""User agents: only what is labelled as one, or has a browser's own shape."""

from collections.abc import Iterator

from triage_warden.core.observables.finders.candidate import Candidate, View
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.scan import Pattern

_LABEL = Pattern(rb"user[-_ .]?agent(?:[._]original)?\\?[\"']?\s?[:=]\s?\\?[\"']?", ignore_case=True)
_LINE_END = Pattern(rb"[\"\n\r\t<>|\\]| {2}")
_BROWSER = Pattern(
    rb"Mozilla/[0-9.]+ \([^()\n\"]+\)"
    rb"(?: (?:[A-Za-z][A-Za-z0-9.;_-]*/[0-9A-Za-z._+-]+|\([^()\n\"]+\)|Gecko|Mobile|Safari))*",
    ignore_case=True,
)
_NEXT = Pattern(rb" mozilla/", ignore_case=True)
MAX_AGENT = 1024
"""Characters of an agent; of a longer one with a label its beginning is taken, one without is not a browser's."""
_SHORTEST = 3


def user_agents(view: View) -> Iterator[Candidate]:
    """Yield what follows a label up to the end of its quotes or line, and browsers' strings anywhere."""
    done = 0
    for _, start in _LABEL.spans(view.shape):
        stop = _LINE_END.search(view.shape, start, start + MAX_AGENT)
        end = stop[0] if stop else min(len(view.shape), start + MAX_AGENT)
        kept = bytes(view.shape[start:end]).rstrip(b" ,;'")
        if start >= done and len(kept) >= _SHORTEST:
            done = start + len(kept)
            yield Candidate(start, done, ObservableType.USER_AGENT)


def browsers(view: View) -> Iterator[Candidate]:
    """Yield browsers' strings that carry no label."""
    for start, end in _BROWSER.spans(view.shape):
        while start < end:
            cut = _NEXT.search(view.shape, start, end)
            stop = cut[0] if cut else end
            if stop - start <= MAX_AGENT:
                yield Candidate(start, stop, ObservableType.USER_AGENT)
            start = stop + 1  # noqa: PLW2901  # the span is cut up from its front
