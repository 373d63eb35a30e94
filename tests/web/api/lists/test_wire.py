"""Tests of the company's own lists as programs see them."""

from datetime import timedelta

import msgspec

from kit.clock import FrozenClock
from kit.own_lists import MemoryListEntries, a_list_desk, a_new_entry, listed
from triage_warden.core.facts.context import ListKind
from triage_warden.core.observables.model import ObservableType
from triage_warden.web.api.lists.wire import ListQuery, NewListEntryBody, entry_body


def test_days_are_a_time_and_none_is_for_good() -> None:
    """What is left out is guessed or without end."""
    body = NewListEntryBody(value="x.example.com", kind=ListKind.ALLOW, reason="ours")
    assert (body.new().lasting, body.new().type) == (None, None)
    assert msgspec.structs.replace(body, expires_in_days=2).new().lasting == timedelta(days=2)


def test_a_value_is_asked_for_as_it_is_typed() -> None:
    """In its normal forms, or in that of its type."""
    wanted = ListQuery(value="BAD[.]example.com").wanted()
    assert wanted.values is not None
    assert "bad.example.com" in wanted.values
    assert ListQuery(value="192.0.2.7", type=ObservableType.MD5).wanted().values == frozenset()
    assert ListQuery(kind=ListKind.DENY).wanted().values is None


async def test_a_body_says_whether_it_counts_now() -> None:
    """And nothing of the tenant."""
    clock = FrozenClock()
    new = msgspec.structs.replace(a_new_entry(), lasting=timedelta(days=1))
    entry = await listed(a_list_desk(MemoryListEntries(), clock), new)
    assert entry_body(entry, clock.now()).in_force
    clock.advance(timedelta(days=1))
    body = entry_body(entry, clock.now())
    assert not body.in_force
    assert str(entry.tenant) not in msgspec.json.encode(body).decode()
