import secrets
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.keys.text import new_key_text, read_key_text
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId


@given(st.uuids())
def test_a_key_is_read_back(tenant: UUID) -> None:
    """With its tenant and prefix; it matches its own digest."""
    made = new_key_text(TenantId(tenant), secrets.token_bytes)
    read = read_key_text(made.text)
    assert read == made
    assert read.tenant == tenant
    assert made.text.startswith(f"tw_{made.prefix}_")
    assert read.matches(made.digest)


def test_no_two_are_alike_and_neither_matches_the_other() -> None:
    """Nor are their prefixes."""
    made = [new_key_text(DEFAULT_TENANT, secrets.token_bytes) for _ in range(200)]
    assert len({each.text for each in made}) == len({each.prefix for each in made}) == 200
    assert not made[0].matches(made[1].digest)


def test_one_changed_letter_is_another_key() -> None:
    """Anywhere in the secret part."""
    made = new_key_text(DEFAULT_TENANT, secrets.token_bytes)
    for place in range(12, len(made.text) - 1):
        other = made.text[:place] + ("a" if made.text[place] != "a" else "b") + made.text[place + 1 :]
        assert not read_key_text(other).matches(made.digest)


def test_a_key_does_not_show_itself() -> None:
    """What a log or trace prints is the prefix."""
    made = new_key_text(DEFAULT_TENANT, secrets.token_bytes)
    assert made.text[12:] not in f"{made!r} {made}"


@given(st.text() | st.from_regex(r"tw_[a-z0-9]{0,10}_[a-z2-7]{70,80}"))
def test_anything_else_is_no_key(text: str) -> None:
    """It is read as one or refused as not good; nothing else happens."""
    try:
        read_key_text(text)
    except NotSignedIn:
        return
    assert len(text) == 89


@pytest.mark.parametrize("text", ["", "tw_", "tw_abcdefgh_", "tw_abcdefgh_" + "a" * 76, " tw_abcdefgh_" + "a" * 77])
def test_what_is_cut_or_padded_is_refused(text: str) -> None:
    """A key pasted without its end is not half good."""
    with pytest.raises(NotSignedIn):
        read_key_text(text)
