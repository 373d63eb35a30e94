"""Who asks, and for which tenant: the one seam where sign-in comes in."""

import msgspec

from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId

CALLER = "caller"
"""The name under which handlers ask for it."""


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Whose data is meant, and the name that goes on the record."""

    tenant: TenantId
    name: str


_LOCAL = Caller(tenant=DEFAULT_TENANT, name="local")


def current_caller() -> Caller:
    """Return the one caller there is until sign-in exists; `serve` binds loopback only for as long."""
    return _LOCAL
