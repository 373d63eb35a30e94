import pytest
from litestar import Litestar, get
from litestar.handlers import HTTPRouteHandler

from kit.web import World, a_web
from triage_warden.core.identity.permissions import Permission
from triage_warden.web.app import create_app
from triage_warden.web.shared.access import (
    Needs,
    Public,
    SignedIn,
    UndeclaredAccess,
    access_of,
    check_declared,
    needs,
    public,
    routes_of,
    signed_in,
)


def a_route(opt: dict[str, object]) -> HTTPRouteHandler:
    """Return a route with an `opt`."""

    @get("/thing/{name:str}", opt=opt, sync_to_thread=False)
    def thing() -> str:
        return ""

    return thing


@pytest.mark.parametrize(
    ("opt", "wanted"),
    [
        (needs(Permission.ALERTS_READ), Needs(Permission.ALERTS_READ)),
        (signed_in(), SignedIn(persons_only=False)),
        (signed_in(persons_only=True), SignedIn(persons_only=True)),
        (public("because"), Public("because")),
        ({}, None),
        ({"access": "everybody"}, None),
        (None, None),
    ],
)
def test_what_was_declared_is_read(opt: object, wanted: object) -> None:
    """And anything else is no declaration."""
    assert access_of(opt) == wanted


def test_an_application_with_a_silent_route_is_not_made() -> None:
    """Whoever adds a route is told which, and what to add."""
    with pytest.raises(UndeclaredAccess, match=r"GET /thing/\{name\}"):
        check_declared(Litestar([a_route({})], openapi_config=None))


def test_a_declared_route_is_well() -> None:
    """Any of the three."""
    for opt in (needs(Permission.ALERTS_READ), signed_in(), public("because")):
        check_declared(Litestar([a_route(opt)], openapi_config=None))


def test_static_files_are_routes_too() -> None:
    """They are declared like everything else."""
    paths = {path for _, path, _ in routes_of(create_app(a_web(World())))}
    assert any(path.startswith("/static") for path in paths)
    assert "/api/v1/incidents" in paths
