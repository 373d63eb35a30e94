"""Values that are true of many harmless things."""

from triage_warden.core.observables.model import ObservableType


def known_good(type: ObservableType, value: str) -> tuple[str, ...]:  # noqa: A002  # named as the field it comes from
    """Return the names of the known-good lists that hold a normalised value."""
    return ()


def is_shortener(type: ObservableType, value: str) -> bool:  # noqa: A002  # as above
    """Whether a normalised value is, or leads to, a link shortener."""
    return False
