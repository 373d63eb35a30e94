import pytest

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.model import CredentialKind
from triage_warden.web.shared.credentials import credential_of, shows_ours


def test_the_header_wins_over_the_cookie() -> None:
    """A program in a browser's extension says who it is itself."""
    found = credential_of({"authorization": "bearer  abc "}, "xyz")
    assert found is not None
    assert (found.kind, found.text) == (CredentialKind.BEARER, "abc")


def test_a_session_comes_in_a_cookie() -> None:
    """Of the name that this installation gives it; which one that is, Cookies says."""
    found = credential_of({}, "xyz")
    assert found is not None
    assert (found.kind, found.text) == (CredentialKind.SESSION, "xyz")


@pytest.mark.parametrize("session", [None, ""])
def test_nothing_shown_is_nothing(session: str | None) -> None:
    """Not an error yet: a route may be public."""
    assert credential_of({}, session) is None


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer " + "x" * 5000])
def test_a_header_that_cannot_be_used_is_refused(header: str) -> None:
    """It is not passed over for the cookie beside it."""
    with pytest.raises(NotSignedIn):
        credential_of({"authorization": header}, "xyz")


@pytest.mark.parametrize(
    ("headers", "session", "ours"),
    [
        ({}, None, False),
        ({"authorization": "a product's own secret"}, None, False),
        ({"authorization": "a product's own secret"}, "x", False),
        ({"authorization": "bearer wrong"}, None, True),
        ({"authorization": "Bearer"}, None, True),
        ({}, "x", True),
        ({}, "", False),
    ],
)
def test_what_is_ours_is_looked_at_right_or_wrong(headers: dict[str, str], session: str | None, *, ours: bool) -> None:
    """Only who shows nothing of ours may be known by a signature."""
    assert shows_ours(headers, session) is ours
