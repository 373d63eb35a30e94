import pytest

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.model import CredentialKind
from triage_warden.web.shared.credentials import credential_of, shows_ours


def test_the_header_wins_over_the_cookie() -> None:
    """A program in a browser's extension says who it is itself."""
    found = credential_of({"authorization": "bearer  abc "}, {"tw_session": "xyz"})
    assert found is not None
    assert (found.kind, found.text) == (CredentialKind.BEARER, "abc")


@pytest.mark.parametrize("name", ["__Host-tw_session", "tw_session"])
def test_a_session_comes_in_a_cookie(name: str) -> None:
    """Under either name."""
    found = credential_of({}, {name: "xyz"})
    assert found is not None
    assert (found.kind, found.text) == (CredentialKind.SESSION, "xyz")


@pytest.mark.parametrize("cookies", [{}, {"tw_session": ""}, {"other": "x"}])
def test_nothing_shown_is_nothing(cookies: dict[str, str]) -> None:
    """Not an error yet: a route may be public."""
    assert credential_of({}, cookies) is None


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer " + "x" * 5000])
def test_a_header_that_cannot_be_used_is_refused(header: str) -> None:
    """It is not passed over for the cookie beside it."""
    with pytest.raises(NotSignedIn):
        credential_of({"authorization": header}, {"tw_session": "xyz"})


@pytest.mark.parametrize(
    ("headers", "cookies", "ours"),
    [
        ({}, {}, False),
        ({"authorization": "a product's own secret"}, {}, False),
        ({"authorization": "a product's own secret"}, {"tw_session": "x"}, False),
        ({"authorization": "bearer wrong"}, {}, True),
        ({"authorization": "Bearer"}, {}, True),
        ({}, {"__Host-tw_session": "x"}, True),
        ({}, {"tw_session": ""}, False),
    ],
)
def test_what_is_ours_is_looked_at_right_or_wrong(
    headers: dict[str, str], cookies: dict[str, str], *, ours: bool
) -> None:
    """Only who shows nothing of ours may be known by a signature."""
    assert shows_ours(headers, cookies) is ours
