import msgspec
import pytest

from triage_warden.core.identity.model import LOCAL_OPERATOR, Credential, CredentialKind
from triage_warden.core.identity.permissions import MATRIX, Permission
from triage_warden.core.identity.roles import Role


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("permission", list(Permission))
def test_without_scopes_the_role_says_it_all(role: Role, permission: Permission) -> None:
    """Asking for one and listing all agree."""
    actor = msgspec.structs.replace(LOCAL_OPERATOR, role=role)
    assert actor.may(permission) is (permission in MATRIX[role]) is (permission in actor.permissions)


def test_scopes_narrow_and_never_widen() -> None:
    """A viewer's key with an admin's scope may not do what a viewer may not."""
    scopes = frozenset({Permission.ALERTS_READ, Permission.USERS_MANAGE})
    viewer = msgspec.structs.replace(LOCAL_OPERATOR, role=Role.VIEWER, scopes=scopes)
    assert viewer.permissions == {Permission.ALERTS_READ}
    assert not viewer.may(Permission.USERS_MANAGE)
    assert not viewer.may(Permission.INCIDENTS_READ)


def test_no_scopes_at_all_permit_nothing() -> None:
    """An empty list is not the same as no list."""
    assert not msgspec.structs.replace(LOCAL_OPERATOR, scopes=frozenset()).permissions


def test_a_credential_does_not_show_itself() -> None:
    """In whatever a log or trace prints."""
    shown = Credential(kind=CredentialKind.BEARER, text="tw_secret")
    assert "secret" not in f"{shown!r} {shown}"
