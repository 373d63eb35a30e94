"""What the pages of signing in are given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import msgspec

from triage_warden.core.identity.people.desk import Desk
from triage_warden.core.identity.people.external import IdentityProvider
from triage_warden.core.identity.roles import Role
from triage_warden.web.shared.cookies import Cookies
from triage_warden.web.shared.signed import Signed


class ShownSecret(msgspec.Struct, frozen=True, kw_only=True):
    """A second factor's secret as it is put on a device."""

    address: str
    """`otpauth://…`, for a device that opens the page itself."""
    spelled: str
    """To be typed."""
    width: int
    picture: str
    """The address as a QR code: how many modules wide, and the path of its strokes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The desk, and how browsers are spoken to about it."""

    desk: Desk
    signed: Signed
    cookies: Cookies
    show_secret: Callable[[str, bytes], ShownSecret]
    """Of an account's name and its secret."""
    new_visitor: Callable[[], str]
    """A random name for a browser."""
    provider: IdentityProvider | None = None
    roles: Mapping[str, Role] = field(default_factory=dict[str, Role])
    """Which of the provider's groups has which role."""
