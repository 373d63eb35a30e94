"""Who may ask for a route: each declares it in its `opt`, and an application with one that does not is not made."""

from collections.abc import Iterator
from typing import Final, TypeAlias

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from triage_warden.core.identity.permissions import Permission

KEY: Final = "access"
_OPTIONS: Final = frozenset({"OPTIONS"})


class Needs(msgspec.Struct, frozen=True):
    """Whoever has the permission."""

    permission: Permission
    or_signed: bool = False
    """Or who signs what is sent: the handler looks, where no credential of ours is shown."""


class SignedIn(msgspec.Struct, frozen=True):
    """Whoever is known, whatever the role: one's own things."""

    persons_only: bool


class Public(msgspec.Struct, frozen=True):
    """Everybody, known or not; `reason` says why that is right."""

    reason: str


Access: TypeAlias = Needs | SignedIn | Public


class UndeclaredAccess(RuntimeError):
    """A route does not say who may ask for it."""


def needs(permission: Permission, *, or_signed: bool = False) -> dict[str, object]:
    """Return the part of a handler's `opt` that asks for a permission, to be joined to the others by `|`."""
    return {KEY: Needs(permission, or_signed)}


def signed_in(*, persons_only: bool = False) -> dict[str, object]:
    """Return the part of `opt` that asks for a credential alone; `persons_only` refuses keys."""
    return {KEY: SignedIn(persons_only)}


def public(reason: str) -> dict[str, object]:
    """Return the part of `opt` that opens a route to everybody."""
    return {KEY: Public(reason)}


def access_of(opt: object) -> Access | None:
    """Return what was declared in an `opt`."""
    found = opt.get(KEY) if isinstance(opt, dict) else None
    return found if isinstance(found, Needs | SignedIn | Public) else None


def routes_of(app: Litestar) -> Iterator[tuple[str, str, HTTPRouteHandler]]:
    """Yield every route as method, path and handler; what the framework answers to OPTIONS is not a route."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                for method in sorted(handler.http_methods - _OPTIONS):
                    yield method, route.path_format, handler


def check_declared(app: Litestar) -> None:
    """Raise UndeclaredAccess, naming every route that does not say who may ask for it."""
    silent = [f"{method} {path}" for method, path, handler in routes_of(app) if access_of(handler.opt) is None]
    if silent:
        message = f"add `| needs(Permission.…)` or `| public('why')` to the opt of: {', '.join(silent)}"
        raise UndeclaredAccess(message)
