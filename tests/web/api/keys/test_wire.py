from datetime import timedelta

import msgspec

from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.web.api.keys.wire import NewKeyBody, RotateKeyBody


def test_a_key_that_is_asked_for_with_little_is_little() -> None:
    """It reads, for a year."""
    wanted = msgspec.convert({"name": "x"}, NewKeyBody).wanted()
    assert (wanted.role, wanted.scopes, wanted.lasting) == (Role.VIEWER, None, timedelta(days=365))


def test_scopes_that_are_given_are_kept_even_if_none() -> None:
    """An empty list permits nothing."""
    assert msgspec.convert({"name": "x", "scopes": []}, NewKeyBody).wanted().scopes == frozenset()
    some = msgspec.convert({"name": "x", "scopes": ["alerts:read"]}, NewKeyBody).wanted().scopes
    assert some == frozenset({Permission.ALERTS_READ})


def test_keys_overlap_for_a_day_unless_told_otherwise() -> None:
    """Long enough to hand the new one out."""
    assert RotateKeyBody().overlap() == timedelta(days=1)
