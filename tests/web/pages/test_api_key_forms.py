"""Tests of what the forms of API keys say."""

from datetime import timedelta

import msgspec
import pytest

from kit.clock import FrozenClock
from kit.identity import BY, YEAR, MemoryKeys, an_actor, an_issuer
from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.web.pages.api_key_forms import (
    OVERLAPS,
    RotateForm,
    State,
    WrongScopes,
    draft_of,
    state_of,
    wanted_key,
)

FORM = [("name", "job"), ("role", "viewer"), ("reach", "only"), ("expires_in_days", "30"), ("csrf_token", "x")]


def test_what_is_ticked_is_what_the_key_may() -> None:
    """And the name of no permission is taken for another field."""
    wanted = wanted_key([*FORM, ("scope", "alerts:read"), ("scope", "incidents:read")])
    assert wanted == WantedKey(
        name="job",
        role=Role.VIEWER,
        scopes=frozenset({Permission.ALERTS_READ, Permission.INCIDENTS_READ}),
        lasting=timedelta(days=30),
    )


@pytest.mark.parametrize("scopes", [[], ["queue:change"], ["alerts:read", "nothing"], ["alerts:read", "queue:read"]])
def test_what_would_be_a_key_of_another_reach_than_was_meant_is_refused(scopes: list[str]) -> None:
    """Nothing ticked is not everything; what the role does not have would never work."""
    with pytest.raises(WrongScopes):
        wanted_key([*FORM, *(("scope", each) for each in scopes)])


def test_a_draft_keeps_what_was_typed() -> None:
    """Right or wrong."""
    draft = draft_of([("name", "x" * 300), ("role", "owner"), ("scope", "a"), ("scope", "b")])
    assert (draft.name, draft.role, draft.reach, draft.scopes) == ("x" * 300, "owner", "", frozenset("ab"))


@pytest.mark.parametrize(
    ("days", "state"), [(0, State.GOOD), (350, State.GOOD), (351, State.ENDS_SOON), (365, State.EXPIRED)]
)
async def test_a_key_that_ends_within_a_fortnight_is_pointed_out(days: int, state: State) -> None:
    """Until it has ended; one that was revoked is that first."""
    clock = FrozenClock()
    wanted = WantedKey(name="job", role=Role.VIEWER, scopes=None, lasting=YEAR)
    key = (await an_issuer(MemoryKeys(), clock)(an_actor(), wanted, by=BY)).key
    at = clock.now() + timedelta(days=days)
    assert state_of(key, at) is state
    assert state_of(msgspec.structs.replace(key, revoked_at=at), at) is State.REVOKED


@pytest.mark.parametrize("seconds", [seconds for seconds, _ in OVERLAPS])
def test_every_overlap_that_is_offered_is_taken(seconds: int) -> None:
    """The form's own limits hold none of them back."""
    assert msgspec.convert({"overlap_seconds": str(seconds)}, RotateForm, strict=False).overlap() == timedelta(
        seconds=seconds
    )
