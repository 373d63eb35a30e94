"""Tests of what can be done with the company's own lists."""

from datetime import timedelta

import msgspec
import pytest

from kit.clock import FrozenClock
from kit.identity import BY, OTHER_TENANT
from kit.own_lists import MemoryListEntries, a_list_desk, a_new_entry, listed
from triage_warden.core.facts.context import ListKind
from triage_warden.core.facts.own_lists.errors import (
    AlreadyListed,
    ListReasonMissing,
    NoSuchListEntry,
    OnTheOtherList,
)
from triage_warden.kernel.ids import DEFAULT_TENANT

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


async def test_an_entry_is_added_and_on_the_record() -> None:
    """With who, why and until when."""
    kept, clock = MemoryListEntries(), FrozenClock()
    new = msgspec.structs.replace(a_new_entry("BAD[.]example.com"), reason=" seen\nin a phish ", lasting=DAY)
    entry = await listed(a_list_desk(kept, clock), new)
    assert (entry.kind, entry.type, entry.value) == ("deny", "domain", "bad.example.com")
    assert (entry.reason, entry.added_by) == ("seen in a phish", BY.name)
    assert entry.expires_at == clock.now() + DAY
    (told,) = kept.recorded
    assert (told.action, told.actor, told.object.id) == ("list_entry.add", BY.actor, str(entry.id))
    assert (told.reason, told.before) == ("seen in a phish", None)
    assert told.after == {
        "kind": "deny",
        "type": "domain",
        "value": "bad.example.com",
        "reason": "seen in a phish",
        "expires_at": (clock.now() + DAY).isoformat(),
    }


async def test_a_value_is_on_one_list_and_once() -> None:
    """However it is written; the refusal names the entry to remove first, and nothing goes on the record."""
    kept = MemoryListEntries()
    desk = a_list_desk(kept)
    entry = await listed(desk)
    with pytest.raises(AlreadyListed, match=str(entry.id)):
        await listed(desk, a_new_entry("Bad[.]Example.com"))
    with pytest.raises(OnTheOtherList, match=f"deny list already.*{entry.id}"):
        await listed(desk, a_new_entry(kind=ListKind.ALLOW))
    assert list(kept.kept.values()) == [entry]
    assert len(kept.recorded) == 1
    assert (await listed(desk, tenant=OTHER_TENANT)).tenant == OTHER_TENANT


async def test_what_has_expired_makes_room_on_either_list() -> None:
    """At the moment that it ends and not before; its end is on the record, too."""
    kept, clock = MemoryListEntries(), FrozenClock()
    desk = a_list_desk(kept, clock)
    old = await listed(desk, msgspec.structs.replace(a_new_entry(), lasting=DAY))
    clock.advance(DAY - SECOND)
    with pytest.raises(OnTheOtherList):
        await listed(desk, a_new_entry(kind=ListKind.ALLOW))
    clock.advance(SECOND)
    new = await listed(desk, a_new_entry(kind=ListKind.ALLOW))
    assert list(kept.kept.values()) == [new]
    told = [(each.action, each.object.id) for each in kept.recorded[1:]]
    assert told == [("list_entry.remove", str(old.id)), ("list_entry.add", str(new.id))]


async def test_an_entry_is_removed_once_by_its_own_tenant() -> None:
    """What it was stands on the record."""
    kept = MemoryListEntries()
    desk = a_list_desk(kept)
    entry = await listed(desk)
    with pytest.raises(NoSuchListEntry):
        await desk.remove(OTHER_TENANT, entry.id, by=BY)
    assert await desk.remove(DEFAULT_TENANT, entry.id, by=BY) == entry
    with pytest.raises(NoSuchListEntry):
        await desk.remove(DEFAULT_TENANT, entry.id, by=BY)
    told = kept.recorded[-1]
    assert (told.action, told.after, len(kept.recorded)) == ("list_entry.remove", None, 2)
    assert told.before is not None
    assert (told.before["value"], told.before["reason"]) == ("bad.example.com", "seen in a phish")


async def test_a_blank_reason_is_no_reason() -> None:
    """The field is named."""
    with pytest.raises(ListReasonMissing) as caught:
        await listed(a_list_desk(MemoryListEntries()), msgspec.structs.replace(a_new_entry(), reason=" \n"))
    assert [each.pointer for each in caught.value.errors] == ["/reason"]
