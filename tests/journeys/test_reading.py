"""Looking changes nothing: every address that answers to GET leaves each table as it was, whoever asks."""

import re

import asyncpg

from kit.building import Building, a_building
from kit.database import TestServer
from kit.forms import BROWSER, sign_in
from kit.people import PASSWORD, a_person
from triage_warden.core.identity.roles import Role
from triage_warden.web.shared.access import routes_of

CHANGES = ("/login/oidc/callback",)
"""Addresses that begin something by a GET: where an identity provider sends a browser back (RFC 6749 §4.1.2)."""
ENDLESS = ("/incidents/live", "/incidents/{reference}/live", "/api/v1/events")
"""Streams, which have no end."""
_NOTE_USE = {"sessions": ("seen_at",), "api_keys": ("last_used_at",)}
"""Columns that note when somebody was last there."""
_PARAMETER = re.compile(r"\{\w+\}")
_COLUMNS = """
SELECT c.oid::regclass::text AS name, array_agg(a.attname::text) AS columns
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY c.oid
"""
_ROWS = "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM (SELECT {} FROM {}) t"


async def test_no_get_changes_anything(postgres: TestServer) -> None:
    """An administrator, by key below /api and by session elsewhere, with ids of what there is and is not."""
    async with postgres.database() as url:
        looking = await asyncpg.connect(postgres.superuser_url_of(re.sub(r".*/(\w+)\?.*", r"\1", url)))
        try:
            async with a_building(url) as building:
                await a_person(building.people, "root", Role.ADMIN)
                await _look_around(building, looking)
        finally:
            await looking.close()


async def _look_around(building: Building, looking: asyncpg.Connection) -> None:
    asked, good = 0, 0
    async with building.client(building.first) as program, building.client({}) as person:
        await sign_in(person, "root", PASSWORD)
        before = await _tables(looking)
        for path in _paths(building):
            client, headers = (program, {}) if path.startswith("/api/") else (person, BROWSER)
            for name in _names(path, building):
                answer = await client.get(_PARAMETER.sub(name, path), headers=headers)
                asked, good = asked + 1, good + answer.is_success
        after = await _tables(looking)
        assert {name for name in before if before[name] != after[name]} == set()
        assert (await program.post("/api/v1/alerts", json={"title": "Another"})).status_code == 202
        changed = await _tables(looking)
    assert any(name.startswith("alert") for name in changed if before[name] != changed[name]), "a change goes unseen"
    print(f"GET: {asked} requests, {good} answered with 2xx, {len(before)} tables, 0 changed")  # noqa: T201  # the figures
    assert good > 50


def _paths(building: Building) -> list[str]:
    found = {path for method, path, _ in routes_of(building.app) if method == "GET" and not path.startswith("/static")}
    return sorted(found - {*ENDLESS, *CHANGES})


def _names(path: str, building: Building) -> tuple[str, ...]:
    """Return what to put into a path: what there is of its kind, and what there is not."""
    incident, alert, item, key, account, _, number, name = building.names
    kinds = {
        "/incidents/": (incident, number),
        "/alerts/": (alert,),
        "/quarantine/": (item,),
        "/api-keys/": (key,),
        "/service-accounts/": (account, name),
        "/users/": ("root",),
    }
    there = next((names for kind, names in kinds.items() if kind in path), ("generic",))
    return (*there, "nothing") if _PARAMETER.search(path) else ("",)


async def _tables(looking: asyncpg.Connection) -> dict[str, str]:
    """Return what each table holds, as a hash of its rows in order."""
    found = {}
    for row in await looking.fetch(_COLUMNS):
        noted = _NOTE_USE.get(row["name"], ())
        assert set(noted) <= set(row["columns"]), row["name"]
        columns = ", ".join(f'"{each}"' for each in row["columns"] if each not in noted)
        found[row["name"]] = await looking.fetchval(_ROWS.format(columns, row["name"]))
    assert _NOTE_USE.keys() <= found.keys()
    return found
