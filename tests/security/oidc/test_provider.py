"""Tests of signing in at an OpenID provider: whose word is taken, and whose is not."""

from typing import Any

import pytest

from kit.fake_openid import ISSUER, KEYS, FakeOpenId
from triage_warden.core.identity.people.errors import SignInRefused
from triage_warden.core.identity.people.external import Vouched
from triage_warden.security.oidc.discovery import ProviderUnavailable


async def through(fake: FakeOpenId, **changes: str) -> Vouched:
    """Go there and come back, with changes to what is brought back."""
    provider = fake.provider()
    started = await provider.begin()
    return await provider.finish(started.kept, fake.go(started.address) | changes)


async def test_who_comes_back_is_who_the_provider_says() -> None:
    """Name and groups from wherever it tells them; the session by its name there."""
    told = {"preferred_username": "Ana", "name": "Ana Example", "groups": ["soc", 7, "all"]}
    vouched = await through(FakeOpenId(userinfo=told, claims={"sid": "sid-1"}))
    assert (vouched.subject.issuer, vouched.subject.subject) == (ISSUER, "s-1")
    assert (vouched.name, vouched.display_name, vouched.groups) == ("Ana", "Ana Example", ("soc", "all"))
    assert vouched.session == "sid-1"


async def test_what_userinfo_says_does_not_replace_what_was_signed() -> None:
    """It is not signed: session and audience come from the token only."""
    vouched = await through(FakeOpenId(userinfo={"sid": "other", "aud": "x"}, claims={"sid": "sid-1"}))
    assert vouched.session == "sid-1"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "somebody-else"},
        {"aud": ["us", "them"]},
        {"azp": "them"},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"iat": None},
        {"iat": 1 << 40},
        {"sub": None},
        {"sub": 7},
    ],
)
async def test_a_token_that_is_not_for_this_sign_in_is_refused(claims: dict[str, Any]) -> None:
    """Issuer, audience, party, nonce and times must all be right."""
    with pytest.raises(SignInRefused):
        await through(FakeOpenId(claims=claims))


@pytest.mark.parametrize(("kind", "taken"), [("JWT", True), ("at+jwt", False), ("logout+jwt", False)])
async def test_a_token_that_calls_itself_something_else_is_no_id_token(kind: str, taken: bool) -> None:  # noqa: FBT001  # a column of the table
    """An access token or a logout token, signed by the same provider for us."""
    fake = FakeOpenId(header={"typ": kind})
    if taken:
        assert (await through(fake)).subject.subject == "s-1"
        return
    with pytest.raises(SignInRefused):
        await through(fake)


@pytest.mark.parametrize(("seconds", "taken"), [(50, True), (70, False)])
async def test_clocks_may_differ_by_a_minute(seconds: int, *, taken: bool) -> None:
    """In both directions."""
    fake = FakeOpenId()
    now = int(fake.clock.now().timestamp())
    for claims in ({"exp": now - seconds}, {"iat": now + seconds, "exp": now + 500}):
        fake.claims = claims
        if taken:
            await through(fake)
        else:
            with pytest.raises(SignInRefused):
                await through(fake)


@pytest.mark.parametrize(
    "changes",
    [{"state": "forged"}, {"state": ""}, {"iss": "https://evil.example"}, {"state": "\u00e9"}],
)
async def test_an_answer_to_another_question_is_refused(changes: dict[str, str]) -> None:
    """Wrong state; another provider's answer (RFC 9207)."""
    with pytest.raises(SignInRefused):
        await through(FakeOpenId(), **changes)


async def test_a_provider_that_promises_to_name_itself_must() -> None:
    """Else answers could be mixed up."""
    fake = FakeOpenId(metadata={"authorization_response_iss_parameter_supported": True})
    with pytest.raises(SignInRefused):
        await through(fake)
    assert await through(fake, iss=ISSUER) is not None


async def test_userinfo_about_somebody_else_is_refused() -> None:
    """OpenID Connect Core 1.0 §5.3.2."""
    with pytest.raises(SignInRefused):
        await through(FakeOpenId(userinfo={"sub": "s-2"}))


async def test_a_refusal_there_is_one_here() -> None:
    """No code came back."""
    provider = FakeOpenId().provider()
    started = await provider.begin()
    answered = FakeOpenId().go(started.address)
    with pytest.raises(SignInRefused, match="did not let you in"):
        await provider.finish(started.kept, {"state": answered["state"], "error": "access_denied"})


async def test_a_key_of_nobody_is_refused() -> None:
    """Signed, but not by a key that the provider publishes."""
    with pytest.raises(SignInRefused):
        await through(FakeOpenId(key=KEYS[1], published=[KEYS[0]]))


async def test_nothing_that_is_kept_shows_itself() -> None:
    """Where it is logged by mistake."""
    provider = FakeOpenId().provider()
    assert "cret" not in repr(provider)
    assert "cret" not in repr(provider.discovery.client)


async def test_a_provider_that_is_down_says_so() -> None:
    """And does not let anybody in."""
    with pytest.raises(ProviderUnavailable):
        await through(FakeOpenId(down=True))
