"""Law 10: a tenant never sees another's, by any route; keys of two tenants over one real database."""

import re
from collections.abc import AsyncGenerator

import httpx
import pytest
from litestar import Litestar

from kit.building import MARK, Building, a_building
from kit.identity import OTHER_TENANT
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.web.shared.access import Public, access_of, routes_of

_PARAMETER = re.compile(r"\{(\w+)\}")
BODIES: dict[str, dict[str, object]] = {
    "resolve": {"disposition": "undetermined", "reason": "x"},
    "assign": {"assignee": "x"},
    "rotate": {"overlap_seconds": 0},
}
OWN = ("/login", "/logout", "/profile", "/live", "/events")
"""Pages of whoever asks, which name nobody else's things; streams, which have no end."""


@pytest.fixture
async def building(database_url: str) -> AsyncGenerator[Building]:
    """Put it up, and take in what the first tenant's tools send."""
    async with a_building(database_url) as building:
        yield building


async def test_no_route_shows_or_changes_anything_of_another_tenants(building: Building) -> None:
    """Every route with each of the first tenant's ids, and every list; then the first finds all as it was."""
    attempts = 0
    async with building.client(building.first) as owner, building.client(building.second) as stranger:
        before = await _seen(owner, building)
        assert MARK in "".join(before)
        for method, path in _asked(building.app):
            for name in building.names if _PARAMETER.search(path) else [""]:
                answer = await _ask(stranger, method, path, name)
                attempts += 1
                assert MARK not in answer.text, f"{method} {path} {name}"
                if not name:
                    assert not [each for each in building.names if each in answer.text], f"{method} {path}"
                else:
                    assert answer.status_code >= 400, f"{method} {path} {name}: {answer.status_code}"
        assert await _seen(owner, building) == before
    print(f"attempts {attempts} with {len(building.names)} names of another tenant's, leaks 0")  # noqa: T201  # the figures that the issue asks for
    assert attempts > 150


async def test_a_key_of_one_tenant_says_nothing_in_another(building: Building) -> None:
    """The tenant is in the key; neither a header nor a query changes it."""
    async with building.client(building.second) as client:
        for headers in ({"X-Tenant": str(DEFAULT_TENANT)}, {"X-Tenant-ID": str(DEFAULT_TENANT)}):
            answer = await client.get("/api/v1/auth/me", headers=headers)
            assert TenantId(answer.json()["tenant"]) == str(OTHER_TENANT)
        assert (await client.get("/api/v1/incidents", params={"tenant": str(DEFAULT_TENANT)})).status_code == 422


def _asked(app: Litestar) -> list[tuple[str, str]]:
    return sorted(
        (method, path)
        for method, path, handler in routes_of(app)
        if not isinstance(access_of(handler.opt), Public) and not path.startswith(OWN) and not path.endswith(OWN)
    )


async def _ask(client: httpx.AsyncClient, method: str, path: str, name: str) -> httpx.Response:
    address = _PARAMETER.sub(name, path)
    if method == "GET":
        return await client.get(address)
    body = BODIES.get(path.rpartition("/")[2], {"reason": "x"})
    return await client.request(method, address, json=body)


async def _seen(owner: httpx.AsyncClient, building: Building) -> list[str]:
    """Return what the first tenant sees of its own things."""
    incident, alert, item, key, account, _, number, name = building.names
    paths = (
        f"/api/v1/incidents/{incident}",
        f"/api/v1/incidents/{number}/timeline",
        f"/api/v1/alerts/{alert}",
        f"/api/v1/quarantine/{item}",
        f"/api/v1/api-keys/{key}",
        f"/api/v1/service-accounts/{account}",
        f"/api/v1/service-accounts/{name}",
        "/api/v1/incidents",
        "/api/v1/quarantine",
        "/api/v1/lists",
    )
    return [(await owner.get(path)).text for path in paths]
