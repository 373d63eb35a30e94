import msgspec
import pytest

from kit.alerts import NOON
from kit.clock import FrozenClock
from triage_warden.core.identity.people.demand import Demand, demanded_of, must_enrol
from triage_warden.core.identity.people.model import SecondFactor, User, UserId
from triage_warden.core.identity.people.user_name import user_name
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT, Uuid7

ANA = User(
    id=UserId(Uuid7(FrozenClock())()), tenant=DEFAULT_TENANT, name=user_name("ana"), role=Role.ANALYST, created_at=NOON
)


@pytest.mark.parametrize(
    ("demand", "roles"),
    [
        (Demand.NONE, set[Role]()),
        (Demand.ADMINS, {Role.ADMIN}),
        (Demand.MANAGERS, {Role.MANAGER, Role.ADMIN}),
        (Demand.EVERYONE, set(Role)),
    ],
)
def test_it_is_demanded_by_role(demand: Demand, roles: set[Role]) -> None:
    """From the named one up; whoever has one has done what is demanded."""
    for role in Role:
        user = msgspec.structs.replace(ANA, role=role)
        assert demanded_of(user, demand) is must_enrol(user, demand) is (role in roles)
        begun = msgspec.structs.replace(user, second_factor=SecondFactor.ENROLLING)
        assert must_enrol(begun, demand) is (role in roles)
        on = msgspec.structs.replace(user, second_factor=SecondFactor.ON)
        assert demanded_of(on, demand) is (role in roles)
        assert not must_enrol(on, demand)


@pytest.mark.parametrize("demand", list(Demand))
def test_who_signs_in_elsewhere_is_the_providers_affair(demand: Demand) -> None:
    """There is no password here that a second factor would stand beside."""
    assert not demanded_of(msgspec.structs.replace(ANA, role=Role.ADMIN, external=True), demand)
