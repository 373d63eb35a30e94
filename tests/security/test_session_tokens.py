"""Tests of what browsers hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.security.session_tokens import SessionTokens

OLD, NEW = b"o" * 32, b"n" * 32


@given(st.uuids())
def test_a_token_leads_to_its_tenant_and_digest(tenant_id: object) -> None:
    """What is made is read."""
    tenant = TenantId(tenant_id)  # type: ignore[arg-type]  # the strategy's own type
    token, digest = SessionTokens([NEW]).new(tenant)
    assert SessionTokens([NEW]).read(token) == (tenant, (digest,))


def test_after_a_change_of_key_old_tokens_are_still_read() -> None:
    """Nobody is signed out; without the old key everybody is."""
    token, digest = SessionTokens([OLD]).new(DEFAULT_TENANT)
    rotated = SessionTokens([NEW, OLD]).read(token)
    assert rotated is not None
    assert digest in rotated[1]
    lost = SessionTokens([NEW]).read(token)
    assert lost is not None
    assert digest not in lost[1]


def test_the_digest_is_not_a_plain_hash() -> None:
    """Whoever can write the table cannot make a session without the key."""
    token, digest = SessionTokens([NEW]).new(DEFAULT_TENANT)
    assert SessionTokens([OLD]).read(token) != (DEFAULT_TENANT, (digest,))


@pytest.mark.parametrize("token", ["", "x", "\u00e9" * 64, "A" * 63, "A" * 65, "A" * 62 + "==", "+" * 64, " " * 64])
def test_what_no_token_looks_like_is_none(token: str) -> None:
    """Without asking the database."""
    assert SessionTokens([NEW]).read(token) is None


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(token: str) -> None:
    """It comes from outside."""
    SessionTokens([NEW]).read(token)


def test_two_tokens_differ() -> None:
    """And the key shows nowhere."""
    tokens = SessionTokens([NEW])
    assert tokens.new(DEFAULT_TENANT) != tokens.new(DEFAULT_TENANT)
    assert "nnn" not in repr(tokens)
