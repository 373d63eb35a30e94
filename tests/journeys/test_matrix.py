"""Who may ask for what: every route with every role and with none, held against the declared matrix; and tenants."""

import re
from http import HTTPStatus

import httpx
import msgspec
import pytest

from kit.identity import shown_by
from kit.scene import a_scene
from kit.web import World, a_web, client_of
from triage_warden.core.identity.permissions import MATRIX
from triage_warden.core.identity.roles import Role
from triage_warden.web.app import create_app
from triage_warden.web.shared.access import Access, Needs, Public, SignedIn, access_of, routes_of

STREAMS = ("/live", "/events")
"""Routes whose answer has no end; who may not is refused before it begins."""
_PARAMETER = re.compile(r"\{(\w+)\}")


def routes(world: World) -> list[tuple[str, str, Access]]:
    """Return every route of the application with what it declares."""
    found = routes_of(create_app(a_web(world)))
    return sorted(
        (method, path, access)
        for method, path, handler in found
        if (access := access_of(handler.opt)) is not None and not path.startswith("/static")
    )


def wanted(access: Access, role: Role | None) -> HTTPStatus | None:
    """Return how a route refuses somebody by the declared matrix; None where it does not."""
    match access:
        case Public():
            return None
        case _ if role is None:
            return HTTPStatus.UNAUTHORIZED
        case Needs(permission):
            return None if permission in MATRIX[role] else HTTPStatus.FORBIDDEN
        case SignedIn():
            return None


async def ask(client: httpx.AsyncClient, method: str, path: str, headers: dict[str, str]) -> httpx.Response:
    """Ask for a route, of things that do not exist."""
    address = _PARAMETER.sub("00000000-0000-7000-8000-00000000dead", path)
    return await client.request(method, address, headers=headers)


async def test_every_route_lets_in_whom_the_matrix_names_and_nobody_else() -> None:
    """A route that is added is asked, too; that it declares something, the application itself demands."""
    world, asked, refused = a_scene(), 0, 0
    async with client_of(create_app(a_web(world)), role=None) as client:
        for method, path, access in routes(world):
            for role in (None, *Role):
                expected = wanted(access, role)
                if expected is None and path.endswith(STREAMS):
                    continue
                answer = await ask(client, method, path, shown_by(role) if role else {})
                asked, refused = asked + 1, refused + (expected is not None)
                told = f"{method} {path} as {role or 'nobody'}: {answer.status_code}, declared {access}"
                if expected is None:
                    denied = _code(answer) in {"denied", "not_signed_in"}
                    assert not denied or isinstance(access, Public), told
                else:
                    assert answer.status_code == expected, told
    print(f"routes {len(routes(world))}, asked {asked}, of which to be refused {refused}; differences 0")  # noqa: T201  # the figures that the issue asks for
    assert asked > 200
    assert refused > 50


@pytest.mark.parametrize("role", list(Role))
async def test_a_refusal_comes_before_anything_is_looked_up(role: Role) -> None:
    """What exists and what does not are refused alike, so nobody learns what there is."""
    world = a_scene()
    number = next(iter(world.incidents.incidents.values())).number
    async with client_of(create_app(a_web(world)), role=None) as client:
        answers = [
            await client.post(f"/api/v1/incidents/{name}/reopen", json={"reason": "x"}, headers=shown_by(role))
            for name in (number, "INC-2026-999999")
        ]
    if role is Role.VIEWER:
        assert [answer.status_code for answer in answers] == [403, 403]
    else:
        assert HTTPStatus.FORBIDDEN not in {answer.status_code for answer in answers}


async def test_the_description_says_which_routes_ask_for_a_credential() -> None:
    """The same as the routes themselves declare."""
    world = World()
    async with client_of(create_app(a_web(world))) as client:
        paths = msgspec.json.decode((await client.get("/openapi.json")).content)["paths"]
    for method, path, access in routes(world):
        described = paths.get(path, {}).get(method.lower())
        if described is not None:
            assert (described["security"] == []) is isinstance(access, Public), path


def _code(answer: httpx.Response) -> str:
    if answer.headers.get("content-type") != "application/problem+json":
        return ""
    return str(answer.json()["code"])
