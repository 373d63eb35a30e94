"""Who may do what, as a reference page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from litestar.handlers import HTTPRouteHandler

from triage_warden.core.identity.permissions import MATRIX, Permission
from triage_warden.core.identity.roles import Role
from triage_warden.web.routes import API_HANDLERS, PAGE_HANDLERS
from triage_warden.web.shared.access import Needs, Public, SignedIn, access_of

HEAD: Final = """# Permissions

Written from the code by `make docs`; a test fails when the two differ, another asks every route as every role and as
nobody, and a third runs every command so. Each role may do what those before it may. The words in the first column are
also the scopes of API keys.

"""


def rendered(commands: Mapping[Permission, Sequence[str]]) -> str:
    """Return the page; `commands` are those of the command line that need each permission."""
    handlers = (*API_HANDLERS, *PAGE_HANDLERS)
    return "".join(
        (
            HEAD,
            _table(("permission", *(f"`{role.value}`" for role in Role)), map(_row, Permission)),
            "\n## What needs which\n\n",
            _table(
                ("permission", "routes", "commands"),
                ((f"`{each.value}`", _routes(handlers, each), _named(commands.get(each, ()))) for each in Permission),
            ),
            "\n## Whoever has signed in\n\nOne's own things, whatever the role; keys only where it says so.\n\n",
            _table(("route", "keys, too"), _signed_in(handlers)),
            "\n## For everybody\n\n",
            _table(("route", "because"), _public(handlers)),
        )
    )


def _row(permission: Permission) -> Iterator[str]:
    yield f"`{permission.value}`"
    yield from ("yes" if permission in MATRIX[role] else "" for role in Role)


def _routes(handlers: Iterable[HTTPRouteHandler], permission: Permission) -> str:
    found = [_name(each) for each in handlers if _permission(each) is permission]
    return ", ".join(sorted(found))


def _permission(handler: HTTPRouteHandler) -> Permission | None:
    access = access_of(handler.opt)
    return access.permission if isinstance(access, Needs) else None


def _signed_in(handlers: Iterable[HTTPRouteHandler]) -> list[tuple[str, str]]:
    found = ((each, access_of(each.opt)) for each in handlers)
    return sorted((_name(each), "" if to.persons_only else "yes") for each, to in found if isinstance(to, SignedIn))


def _public(handlers: Iterable[HTTPRouteHandler]) -> list[tuple[str, str]]:
    found = ((each, access_of(each.opt)) for each in handlers)
    return sorted((_name(each), to.reason) for each, to in found if isinstance(to, Public))


def _named(commands: Iterable[str]) -> str:
    return ", ".join(f"`{each}`" for each in commands)


def _name(handler: HTTPRouteHandler) -> str:
    return f"`{min(handler.http_methods)} {min(handler.paths)}`"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
