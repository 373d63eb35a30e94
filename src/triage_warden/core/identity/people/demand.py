"""Of whom a second factor is demanded: pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from triage_warden.core.identity.people.model import SecondFactor, User
from triage_warden.core.identity.roles import Role


class Demand(StrEnum):
    """Who must have a second factor; by role, from that one up."""

    NONE = "none"
    ADMINS = "admins"
    MANAGERS = "managers"
    EVERYONE = "everyone"


_FROM: Final[Mapping[Demand, Role]] = {
    Demand.ADMINS: Role.ADMIN,
    Demand.MANAGERS: Role.MANAGER,
    Demand.EVERYONE: Role.VIEWER,
}


def demanded_of(user: User, demand: Demand) -> bool:
    """Tell whether somebody must have one; who signs in through the identity provider is its affair."""
    least = _FROM.get(demand)
    return least is not None and not user.external and user.role.rank >= least.rank


def must_enrol(user: User, demand: Demand) -> bool:
    """Tell whether somebody must put one on before anything else."""
    return demanded_of(user, demand) and user.second_factor is not SecondFactor.ON
