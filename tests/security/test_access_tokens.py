import base64
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey

from kit.clock import FrozenClock
from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.keys.refused import KeyRefused, RefusedKey, Why
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.tokens import Grant
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.security.access_tokens import AccessTokens, key_id

OLD, NEW = b"o" * 32, b"n" * 32
MINUTE = timedelta(minutes=1)
GRANT = Grant(tenant=DEFAULT_TENANT, subject=UUID(int=7), prefix="abcdefgh")
NARROW = msgspec.structs.replace(GRANT, scopes=frozenset({Permission.ALERTS_READ, Permission.ALERTS_TAKE_IN}))


def a_token(tokens: AccessTokens, clock: FrozenClock, grant: Grant = GRANT) -> str:
    """Return a token that lasts for a minute."""
    return tokens.issue(grant, issued_at=clock.now(), expires_at=clock.now() + MINUTE)


@pytest.mark.parametrize("grant", [GRANT, NARROW, msgspec.structs.replace(GRANT, scopes=frozenset())])
def test_what_was_granted_is_read_back(grant: Grant) -> None:
    """No scopes at all stay none at all."""
    clock = FrozenClock()
    tokens = AccessTokens([NEW], clock)
    assert tokens.read(a_token(tokens, clock, grant)) == grant


def test_a_token_expires() -> None:
    """On the second, without asking anybody."""
    clock = FrozenClock()
    tokens = AccessTokens([NEW], clock)
    token = a_token(tokens, clock)
    clock.advance(MINUTE - timedelta(seconds=1))
    assert tokens.read(token) == GRANT
    clock.advance(timedelta(seconds=1))
    with pytest.raises(KeyRefused) as refusal:
        tokens.read(token)
    assert refusal.value.refused == RefusedKey(why=Why.EXPIRED, tenant=GRANT.tenant, key_id=GRANT.subject)


def test_while_rotating_the_old_secret_is_still_read_and_the_new_one_signs() -> None:
    """Once it is off the list its tokens are nobody's."""
    clock = FrozenClock()
    before, during, after = (AccessTokens(each, clock) for each in ([OLD], [NEW, OLD], [NEW]))
    old, new = a_token(before, clock), a_token(during, clock)
    assert during.read(old) == during.read(new) == after.read(new) == GRANT
    for tokens, token in ((after, old), (before, new)):
        with pytest.raises(KeyRefused) as refusal:
            tokens.read(token)
        assert refusal.value.refused == RefusedKey(why=Why.NOT_OURS)


def test_a_changed_token_is_nobodys() -> None:
    """Whatever was changed: claims, signature, header."""
    clock = FrozenClock()
    tokens = AccessTokens([NEW], clock)
    head, body, signature = a_token(tokens, clock).split(".")
    claims = msgspec.json.decode(base64.urlsafe_b64decode(body + "=="))
    forged = base64.urlsafe_b64encode(msgspec.json.encode(claims | {"scope": "users:manage"})).decode().rstrip("=")
    unsigned = base64.urlsafe_b64encode(b'{"alg":"none","typ":"at+jwt"}').decode().rstrip("=")
    for token in (f"{head}.{forged}.{signature}", f"{unsigned}.{body}.", f"{unsigned}.{body}.{signature}", f"{head}."):
        with pytest.raises(KeyRefused) as refusal:
            tokens.read(token)
        assert refusal.value.refused == RefusedKey(why=Why.NOT_OURS)


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        ({"typ": "JWT"}, {}),
        ({"alg": "HS512"}, {}),
        ({}, {"aud": "another"}),
        ({}, {"iss": "another"}),
        ({}, {"iat": 4_000_000_000}),
        ({}, {"exp": None}),
        ({}, {"scope": "everything"}),
        ({}, {"sub": "me"}),
        ({}, {"tenant": 1}),
    ],
)
def test_a_token_made_for_something_else_is_not_taken(header: dict[str, str], claims: dict[str, object]) -> None:
    """Even when it was signed with the right secret."""
    clock = FrozenClock()
    good: dict[str, object] = {"iss": "triage-warden", "aud": "triage-warden", "sub": str(GRANT.subject)}
    now = int(clock.now().timestamp())
    good |= {"iat": now, "exp": now + 60, "tenant": str(GRANT.tenant), "key": GRANT.prefix}
    head = {"alg": "HS256", "typ": "at+jwt", "kid": key_id(NEW)}
    tokens = AccessTokens([NEW], clock)
    key = OctKey.import_key(NEW)
    assert tokens.read(jwt.encode(head, good, key)) == GRANT
    with pytest.raises(NotSignedIn):
        tokens.read(jwt.encode(head | header, good | claims, key, algorithms=["HS256", "HS512"]))


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")) | st.from_regex(r"[\w-]{1,40}(\.[\w-]{0,40}){2}"))
def test_anything_else_is_no_token(text: str) -> None:
    """It is refused as not good; nothing else happens."""
    with pytest.raises(NotSignedIn):
        AccessTokens([NEW], FrozenClock()).read(text)


def test_a_key_id_tells_nothing_of_the_secret() -> None:
    """And differs from secret to secret."""
    assert key_id(OLD) != key_id(NEW)
    assert len(key_id(NEW)) == 16
