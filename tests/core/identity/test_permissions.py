import itertools

import pytest

from triage_warden.core.identity.permissions import MATRIX, Permission, least_role
from triage_warden.core.identity.roles import Role, lesser


def test_each_role_may_do_more_than_the_one_below() -> None:
    """Strictly more: a role that adds nothing is none."""
    ordered = sorted(Role, key=lambda role: role.rank)
    assert ordered[0] is Role.VIEWER
    assert ordered[-1] is Role.ADMIN
    for below, above in itertools.pairwise(ordered):
        assert MATRIX[below] < MATRIX[above]


def test_an_admin_may_do_everything() -> None:
    """A permission that nobody has is a mistake."""
    assert MATRIX[Role.ADMIN] == frozenset(Permission)


def test_a_viewer_only_reads() -> None:
    """Whatever is added later."""
    assert {permission.rpartition(":")[2] for permission in MATRIX[Role.VIEWER]} == {"read"}


@pytest.mark.parametrize(
    ("permission", "role"),
    [
        (Permission.INCIDENTS_READ, Role.VIEWER),
        (Permission.KILL_SWITCH_ENGAGE, Role.ANALYST),
        (Permission.KILL_SWITCH_RELEASE, Role.MANAGER),
        (Permission.API_KEYS_MANAGE, Role.ADMIN),
    ],
)
def test_who_may_first(permission: Permission, role: Role) -> None:
    """What the product's contract says of the kill switch, and what nobody may hand out but an admin."""
    assert least_role(permission) is role


def test_the_lesser_role_is_by_rank_not_by_letter() -> None:
    """`admin` comes first in the alphabet."""
    assert lesser(Role.ADMIN, Role.VIEWER) is Role.VIEWER
    assert lesser(Role.ANALYST, Role.SENIOR_ANALYST) is Role.ANALYST
