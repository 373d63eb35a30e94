"""Switches of every scope, persistent."""

from uuid import UUID

import pytest

from kit.actions import a_desktop, a_person
from kit.database import add_tenant
from triage_warden.core.actions.errors import AlreadyEngaged, NotEngaged
from triage_warden.core.actions.kill_switch import Scope, ScopeKind
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId
from triage_warden.storage.postgres.repositories.kill_gate import halted
from triage_warden.storage.postgres.unit import Database

OTHER = TenantId(UUID("00000000-0000-7000-8000-000000000002"))
SCOPES = (Scope(), Scope(kind=ScopeKind.TENANT), Scope(kind=ScopeKind.ACTION, verb="create_ticket"))


async def _halts(database: Database, tenant: TenantId, verb: str) -> bool:
    async with database.transaction(tenant) as transaction:
        return await halted(transaction.raw, tenant, verb) is not None


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: scope.kind.value)
async def test_each_scope_is_on_once_and_off_again(database: Database, scope: Scope) -> None:
    """Thrown twice is refused; so is releasing what is not on."""
    switches = (await a_desktop(database)).switches
    with pytest.raises(NotEngaged):
        await switches.release(DEFAULT_TENANT, scope, reason="r", by=a_person("m"))
    on = await switches.engage(DEFAULT_TENANT, scope, reason="Why.", by=a_person("a"))
    assert await switches.engaged(DEFAULT_TENANT) == [on]
    with pytest.raises(AlreadyEngaged):
        await switches.engage(DEFAULT_TENANT, scope, reason="Why.", by=a_person("a"))
    await switches.release(DEFAULT_TENANT, scope, reason="r", by=a_person("m"))
    assert await switches.engaged(DEFAULT_TENANT) == []
    assert not await _halts(database, DEFAULT_TENANT, "create_ticket")
    await switches.engage(DEFAULT_TENANT, scope, reason="Again.", by=a_person("a"))


@pytest.mark.parametrize(
    ("scope", "mine", "other_verb", "others"),
    [(SCOPES[0], True, True, True), (SCOPES[1], True, True, False), (SCOPES[2], True, False, True)],
    ids=lambda value: value.kind.value if isinstance(value, Scope) else None,
)
async def test_a_switch_halts_what_is_in_its_scope_and_nothing_else(
    database: Database, database_url: str, scope: Scope, *, mine: bool, other_verb: bool, others: bool
) -> None:
    """Everything; one tenant; one action everywhere."""
    await add_tenant(database_url, OTHER, "Other")
    switches = (await a_desktop(database)).switches
    await switches.engage(DEFAULT_TENANT, scope, reason="Why.", by=a_person("a"))
    assert await _halts(database, DEFAULT_TENANT, "create_ticket") is mine
    assert await _halts(database, DEFAULT_TENANT, "another") is other_verb
    assert await _halts(database, OTHER, "create_ticket") is others
    assert bool(await switches.engaged(OTHER)) is others
