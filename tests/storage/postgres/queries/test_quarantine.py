"""Tests of what could not be parsed."""

from datetime import timedelta
from uuid import UUID

import pytest

from kit.audit import an_entry, stored_chain
from kit.clock import FrozenClock
from kit.intake import RECEIVED, RememberedJobs, a_batch, a_quarantined
from triage_warden.kernel.errors import NotFound
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.queries.quarantine import PostgresQuarantine
from triage_warden.storage.postgres.repositories.alert_store import PostgresAlertStore
from triage_warden.storage.postgres.repositories.backlog_gate import BacklogGate
from triage_warden.storage.postgres.unit import Database


async def test_lists_what_waits_newest_first(database: Database) -> None:
    """What was replayed is no longer listed, but can still be looked at; releasing twice is releasing once."""
    items = [a_quarantined(b"%d" % number, received_at=RECEIVED + timedelta(minutes=number)) for number in range(3)]
    store = PostgresAlertStore(database, RememberedJobs(), BacklogGate(1000, FrozenClock()))
    await store.put(DEFAULT_TENANT, a_batch(*items))
    quarantine = PostgresQuarantine(database)
    for _ in range(2):
        await quarantine.release(DEFAULT_TENANT, items[1].id, an_entry())
    assert (await quarantine.page(DEFAULT_TENANT, PageRequest())).items == [items[2], items[0]]
    assert await quarantine.get(DEFAULT_TENANT, items[1].id) == items[1]
    assert len(await stored_chain(database)) == 2


async def test_what_is_not_there_is_not_found(database: Database) -> None:
    """Neither to look at nor to release."""
    quarantine = PostgresQuarantine(database)
    with pytest.raises(NotFound):
        await quarantine.get(DEFAULT_TENANT, UUID(int=1))
    with pytest.raises(NotFound):
        await quarantine.release(DEFAULT_TENANT, UUID(int=1), an_entry())
    assert await stored_chain(database) == []
