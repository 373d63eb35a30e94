"""Tests of drawing people."""

import pytest

from triage_warden.cli.answers import UserRow
from triage_warden.cli.user_view import state_of

ANA = UserRow(id="1", name="ana", role="analyst")


@pytest.mark.parametrize(
    ("user", "state"),
    [
        (ANA, "active"),
        (UserRow(id="1", name="ana", role="analyst", must_change_password=True), "temporary password"),
        (UserRow(id="1", name="ana", role="analyst", external=True), "identity provider"),
        (UserRow(id="1", name="ana", role="analyst", external=True, disabled=True), "disabled"),
    ],
)
def test_a_state_says_whether_somebody_can_sign_in(user: UserRow, state: str) -> None:
    """Disabled beats all else."""
    assert state_of(user) == state
