"""Tests of the company's own lists on a real server."""

import asyncio
from datetime import timedelta

import msgspec
import pytest

from kit.audit import stored_chain
from kit.clock import FrozenClock
from kit.database import add_tenant
from kit.identity import BY, OTHER_TENANT
from kit.own_lists import a_list_desk, a_new_entry, listed
from triage_warden.core.facts.context import ListKind
from triage_warden.core.facts.own_lists.errors import AlreadyListed, NoSuchListEntry, OnTheOtherList
from triage_warden.core.facts.own_lists.model import ListEntry, ListFilter
from triage_warden.core.observables.model import ObservableType
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.repositories.list_entries import PostgresListEntries
from triage_warden.storage.postgres.unit import Database


async def test_an_entry_is_kept_as_it_is_and_removed(database: Database) -> None:
    """Both with an entry on the record."""
    desk = a_list_desk(PostgresListEntries(database))
    new = msgspec.structs.replace(a_new_entry(), reason="odd\x00", lasting=timedelta(days=1))
    entry = await listed(desk, new)
    kept = msgspec.structs.replace(entry, reason="odd\ufffd")
    assert (await desk.entries.page(DEFAULT_TENANT, ListFilter(), PageRequest())).items == [kept]
    assert await desk.remove(DEFAULT_TENANT, entry.id, by=BY) == kept
    with pytest.raises(NoSuchListEntry):
        await desk.remove(DEFAULT_TENANT, entry.id, by=BY)
    recorded = [msgspec.json.decode(each.body)["action"] for each in await stored_chain(database)]
    assert recorded == ["list_entry.add", "list_entry.remove"]


async def test_one_is_on_one_list_even_when_two_people_add_it_at_once(database: Database) -> None:
    """Whoever was second is told; what is refused leaves nothing on the record."""
    desk = a_list_desk(PostgresListEntries(database))
    news = [a_new_entry(kind=kind) for kind in (*ListKind, *ListKind)]
    came = await asyncio.gather(*(listed(desk, each) for each in news), return_exceptions=True)
    assert sum(isinstance(each, ListEntry) for each in came) == 1
    assert sum(isinstance(each, OnTheOtherList) for each in came) == 2
    assert sum(isinstance(each, AlreadyListed) for each in came) == 1
    assert len(await stored_chain(database)) == 1


async def test_what_has_expired_is_replaced(database: Database) -> None:
    """By an entry of whichever list."""
    clock = FrozenClock()
    desk = a_list_desk(PostgresListEntries(database), clock)
    await listed(desk, msgspec.structs.replace(a_new_entry(), lasting=timedelta(days=1)))
    clock.advance(timedelta(days=1))
    new = await listed(desk, a_new_entry(kind=ListKind.ALLOW))
    assert (await desk.entries.page(DEFAULT_TENANT, ListFilter(), PageRequest())).items == [new]
    assert len(await stored_chain(database)) == 3


async def test_pages_are_filtered_and_newest_first(database: Database) -> None:
    """By list, type and value; the cursor goes on where the page ended."""
    clock = FrozenClock()
    desk = a_list_desk(PostgresListEntries(database), clock)
    entries: list[ListEntry] = []
    for value, kind in (
        ("192.0.2.7", ListKind.DENY),
        ("a.example.com", ListKind.DENY),
        ("b.example.com", ListKind.ALLOW),
    ):
        entries.insert(0, await listed(desk, a_new_entry(value, kind)))
        clock.advance(timedelta(seconds=1))
    allowed, denied, address = entries
    wanted: tuple[tuple[ListFilter, list[ListEntry]], ...] = (
        (ListFilter(), entries),
        (ListFilter(kind=ListKind.DENY), [denied, address]),
        (ListFilter(type=ObservableType.DOMAIN), [allowed, denied]),
        (ListFilter(values=frozenset({"192.0.2.7", "x"})), [address]),
        (ListFilter(values=frozenset()), []),
    )
    for each, found in wanted:
        assert (await desk.entries.page(DEFAULT_TENANT, each, PageRequest())).items == found
    first = await desk.entries.page(DEFAULT_TENANT, ListFilter(), PageRequest(limit=2))
    rest = await desk.entries.page(DEFAULT_TENANT, ListFilter(), PageRequest(limit=2, cursor=first.next))
    assert (first.items, rest.items, rest.next) == (entries[:2], entries[2:], None)


async def test_another_tenants_are_not_there(database: Database, database_url: str) -> None:
    """Nor can they be removed; the same value may be listed there, too."""
    await add_tenant(database_url, OTHER_TENANT, "Other")
    desk = a_list_desk(PostgresListEntries(database))
    entry = await listed(desk)
    assert (await desk.entries.page(OTHER_TENANT, ListFilter(), PageRequest())).items == []
    with pytest.raises(NoSuchListEntry):
        await desk.remove(OTHER_TENANT, entry.id, by=BY)
    theirs = await listed(desk, a_new_entry(kind=ListKind.ALLOW), OTHER_TENANT)
    assert (await desk.entries.page(OTHER_TENANT, ListFilter(), PageRequest())).items == [theirs]
    assert (await desk.entries.page(DEFAULT_TENANT, ListFilter(), PageRequest())).items == [entry]
