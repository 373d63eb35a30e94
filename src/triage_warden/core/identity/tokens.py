"""Access tokens: short-lived, made from a key, and good for as long as the key is."""

from uuid import UUID

import msgspec

from triage_warden.core.identity.permissions import Permission
from triage_warden.kernel.ids import TenantId


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """What a token says: which key it was made from, and how it was narrowed.

    What the key's holder may do is asked of the key each time, so a token never permits more than its key does now.
    """

    tenant: TenantId
    subject: UUID
    """The key's id."""
    prefix: str
    """The key's."""
    scopes: frozenset[Permission] | None = None


def narrowed(one: frozenset[Permission] | None, other: frozenset[Permission] | None) -> frozenset[Permission] | None:
    """Return the scopes that are in both; None narrows nothing."""
    if one is None:
        return other
    return one if other is None else one & other
