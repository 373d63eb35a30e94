"""Tests of logout tokens."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.fake_openid import ISSUER, KEYS, LOGOUT, FakeOpenId
from triage_warden.core.identity.people.errors import SignInRefused
from triage_warden.core.identity.people.model import Subject


async def test_a_logout_token_names_a_session_or_a_person() -> None:
    """Or both."""
    fake = FakeOpenId()
    found = await fake.provider().logged_out(fake.logout_token())
    assert (found.session, found.subject) == ("sid-1", Subject(issuer=ISSUER, subject="s-1"))
    assert (await fake.provider().logged_out(fake.logout_token(sub=None))).subject is None
    assert (await fake.provider().logged_out(fake.logout_token(sid=None))).session is None


@pytest.mark.parametrize(
    "claims",
    [
        {"events": None},
        {"events": {"other": {}}},
        {"events": LOGOUT},
        {"nonce": "n"},
        {"sub": None, "sid": None},
        {"jti": None},
        {"aud": "them"},
        {"iss": "https://evil.example"},
        {"exp": 1},
    ],
)
async def test_what_is_no_logout_token_is_refused(claims: dict[str, Any]) -> None:
    """An ID token among them (OpenID Connect Back-Channel Logout 1.0 §2.6)."""
    fake = FakeOpenId()
    with pytest.raises(SignInRefused):
        await fake.provider().logged_out(fake.logout_token(**claims))


@pytest.mark.parametrize("kind", ["logout+jwt", "application/logout+jwt", "JWT"])
async def test_a_logout_token_may_say_that_it_is_one(kind: str) -> None:
    """Providers that were there before the type say `JWT`, or nothing."""
    fake = FakeOpenId()
    token = fake.token(None, {"typ": kind}, jti="j", sid="s", events={LOGOUT: {}})
    assert (await fake.provider().logged_out(token)).session == "s"


@pytest.mark.parametrize("kind", ["at+jwt", "secevent+jwt", "id+jwt"])
async def test_a_token_that_calls_itself_something_else_is_no_logout_token(kind: str) -> None:
    """However well its claims look (RFC 8725 §3.11)."""
    fake = FakeOpenId()
    token = fake.token(None, {"typ": kind}, jti="j", sid="s", events={LOGOUT: {}})
    with pytest.raises(SignInRefused):
        await fake.provider().logged_out(token)


async def test_a_token_without_a_signature_or_by_a_shared_secret_is_refused() -> None:
    """`none`, and HMAC under what everybody can read."""
    fake = FakeOpenId()
    good = fake.logout_token().split(".")
    none = "eyJhbGciOiJub25lIn0." + good[1] + "."
    hmac = "eyJhbGciOiJIUzI1NiIsImtpZCI6ImtleS0xIn0." + good[1] + "." + good[2]
    other = fake.token(KEYS[1], {"kid": "key-1"}, jti="j", sid="s", events={LOGOUT: {}})
    for token in (none, hmac, other, f"{good[0]}.{good[1]}.", f"{good[0]}.{good[1]}x.{good[2]}"):
        with pytest.raises(SignInRefused):
            await fake.provider().logged_out(token)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=60))
async def test_any_text_is_refused_without_another_error(text: str) -> None:
    """Anybody can send one."""
    with pytest.raises(SignInRefused):
        await FakeOpenId().provider().logged_out(text)
