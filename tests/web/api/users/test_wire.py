"""Tests of people as programs see them."""

from datetime import UTC, datetime

import msgspec

from kit.people import NOBODY
from triage_warden.core.identity.people.administer import Given
from triage_warden.core.identity.people.model import SecondFactor, User
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.web.api.users.wire import given_body, user_body

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_what_is_shown_is_listed() -> None:
    """A second factor that is only begun is not on."""
    user = User(id=NOBODY, tenant=DEFAULT_TENANT, name="ana", role=Role.ADMIN, created_at=NOON)
    begun = msgspec.structs.replace(user, second_factor=SecondFactor.ENROLLING)
    assert not user_body(begun).second_factor
    assert user_body(msgspec.structs.replace(user, second_factor=SecondFactor.ON)).second_factor
    assert set(msgspec.to_builtins(given_body(Given(user=user)))) == {
        "user",
        "temporary_password",
        "password_expires_at",
    }
    assert "tenant" not in msgspec.to_builtins(user_body(user))
