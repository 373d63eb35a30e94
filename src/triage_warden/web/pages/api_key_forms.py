"""What the forms of API keys say, and what a person sees of a key's standing."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final

import msgspec

from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.keys.model import ApiKey
from triage_warden.core.identity.permissions import MATRIX, Permission, least_role
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.errors import FieldError, Invalid
from triage_warden.web.shared.queries import read_form

SCOPE: Final = "scope"
"""The name of each permission's box: one field for each that is ticked."""
MOST_FIELDS: Final = len(Permission) + 10
SOON: Final = timedelta(days=14)
"""A key that ends within this is pointed out: long enough to plan its rotation."""
OVERLAPS: Final = ((86_400, "1 day"), (7 * 86_400, "7 days"), (30 * 86_400, "30 days"), (3600, "1 hour"), (0, "None"))
"""How long both keys may be good, in seconds; the first one is what is offered."""


class WrongScopes(Invalid):
    """These permissions cannot be the key's."""


class NotConfirmed(Invalid):
    """Tick that you mean it: a key that is revoked does not come back."""


class Reach(StrEnum):
    """How much of its role a key has."""

    ROLE = "role"
    ONLY = "only"


class NewKeyForm(msgspec.Struct, frozen=True, kw_only=True):
    """A key to be made, but for the permissions that were ticked."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    role: Role
    reach: Reach
    expires_in_days: Annotated[int, msgspec.Meta(ge=1, le=3650)]


class RotateForm(msgspec.Struct, frozen=True, kw_only=True):
    """How long the old key stays good beside the new one."""

    overlap_seconds: Annotated[int, msgspec.Meta(ge=0, le=30 * 86_400)]

    def overlap(self) -> timedelta:
        """Return it as a span."""
        return timedelta(seconds=self.overlap_seconds)


class State(StrEnum):
    """How a key stands, in words; one of a disabled service account may be good again."""

    GOOD = "good"
    ENDS_SOON = "ends soon"
    EXPIRED = "expired"
    REVOKED = "revoked"
    DISABLED = "account disabled"


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed into the form for a new key, to be put into it again."""

    name: str = ""
    role: str = ""
    reach: str = ""
    days: str = "365"
    scopes: frozenset[str] = frozenset()


def wanted_key(pairs: Sequence[tuple[str, str]]) -> WantedKey:
    """Return the key that a form asks for.

    Raises:
        InvalidParameter: a field cannot be used.
        WrongScopes: what was ticked is nothing, is at odds with the rest, or could never be used under the role.
    """
    form = read_form({name: value for name, value in pairs if name != SCOPE}, NewKeyForm)
    ticked = _permissions([value for name, value in pairs if name == SCOPE])
    if form.reach is Reach.ROLE and ticked:
        raise _wrong("You chose all that the role permits and ticked single permissions, too: choose one of the two.")
    if form.reach is Reach.ONLY and not ticked:
        raise _wrong("Tick at least one permission, or let the key do all that its role permits.")
    if idle := ticked - MATRIX[form.role]:
        raise _wrong(f"That role does not permit {', '.join(sorted(idle))}: choose another role, or leave it out.")
    scopes = ticked if form.reach is Reach.ONLY else None
    return WantedKey(name=form.name, role=form.role, scopes=scopes, lasting=timedelta(days=form.expires_in_days))


def draft_of(pairs: Sequence[tuple[str, str]]) -> Draft:
    """Return what was typed, right or wrong."""
    typed = dict(pairs)
    return Draft(
        name=typed.get("name", ""),
        role=typed.get("role", ""),
        reach=typed.get("reach", ""),
        days=typed.get("expires_in_days", ""),
        scopes=frozenset(value for name, value in pairs if name == SCOPE),
    )


def by_area(permissions: frozenset[Permission]) -> dict[str, list[tuple[str, str, Role]]]:
    """Return permissions by what they are about: each with its verb, and the first role that has it."""
    areas = defaultdict[str, list[tuple[str, str, Role]]](list)
    for permission in (each for each in Permission if each in permissions):
        area, _, verb = permission.value.partition(":")
        areas[area].append((permission.value, verb, least_role(permission)))
    return dict(areas)


def state_of(key: ApiKey, now: datetime) -> State:
    """Return how a key stands now."""
    if key.revoked_at is not None:
        return State.REVOKED
    if key.service_account is not None and key.service_account.disabled and now < key.expires_at:
        return State.DISABLED
    if not key.stands(now):
        return State.EXPIRED
    return State.ENDS_SOON if key.expires_at - now <= SOON else State.GOOD


def _permissions(words: Sequence[str]) -> frozenset[Permission]:
    try:
        return frozenset(Permission(word) for word in words)
    except ValueError:
        raise _wrong("There is no such permission; open the page again.") from None


def _wrong(detail: str) -> WrongScopes:
    return WrongScopes(detail=detail, errors=(FieldError(pointer=f"/{SCOPE}", detail=detail),))
