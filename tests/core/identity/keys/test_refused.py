"""A key that is not good."""

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.keys.refused import KeyRefused, RefusedKey, Why


def test_who_shows_it_learns_nothing_of_what_is_wrong() -> None:
    """Whatever it is, it reads as if nothing had been shown."""
    for why in Why:
        error = KeyRefused(RefusedKey(why=why))
        assert (error.code, error.detail, str(error)) == (NotSignedIn.code, NotSignedIn().detail, NotSignedIn().detail)
        assert error.context == {}
