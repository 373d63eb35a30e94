"""Roles, ordered."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is here, from least to most; each may do what those before it may."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    SENIOR_ANALYST = "senior_analyst"
    MANAGER = "manager"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """Return 0 for viewer to 4 for admin; compare this, as the words themselves sort by letter."""
        return _RANK[self]


_RANK: Final = {role: rank for rank, role in enumerate(Role)}


def lesser(one: Role, other: Role) -> Role:
    """Return the role that may do less."""
    return min(one, other, key=lambda role: role.rank)
