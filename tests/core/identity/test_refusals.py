"""Keys that were refused, on the record."""

from datetime import timedelta
from uuid import UUID

import pytest

from kit.clock import FrozenClock
from kit.identity import OTHER_TENANT
from triage_warden.core.audit.model import AuditEntry
from triage_warden.core.identity.deliveries import RefusedDelivery, WhyRefused
from triage_warden.core.identity.keys.refused import RefusedKey, Why
from triage_warden.core.identity.refusals import MOST_PLACES, SECONDS, Refusals
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId

UNKNOWN = RefusedKey(why=Why.UNKNOWN)
KEY = UUID(int=7)
UNSIGNED = RefusedDelivery(why=WhyRefused.WRONG, source="github", tenant=OTHER_TENANT)
OVER = RefusedKey(why=Why.OVER, tenant=OTHER_TENANT, key_id=KEY)


class Record:
    """Keeps entries, or is away."""

    def __init__(self) -> None:
        self.entries, self.away = list[tuple[TenantId, AuditEntry]](), False

    async def record(self, tenant: TenantId, *entries: AuditEntry) -> None:
        """Keep them."""
        if self.away:
            raise Unavailable
        self.entries += [(tenant, entry) for entry in entries]


def _refusals() -> tuple[Refusals, Record, FrozenClock]:
    record, clock = Record(), FrozenClock()
    return Refusals(record, clock), record, clock


async def test_a_thousand_tries_are_one_entry() -> None:
    """That says how many there were, of what, from where and when."""
    refusals, record, clock = _refusals()
    began = clock.now()
    for _ in range(1000):
        refusals.note(UNKNOWN, "203.0.113.7")
        clock.advance(timedelta(milliseconds=60))
    await refusals.write()
    ((tenant, entry),) = record.entries
    assert tenant == DEFAULT_TENANT
    assert (entry.action, entry.object.id, entry.address) == ("api_key.refuse", "unknown", "203.0.113.7")
    assert entry.reason == "there is no such key"
    assert entry.after is not None
    assert (entry.after["times"], entry.after["first"]) == (1000, began.isoformat())


async def test_each_key_reason_and_address_is_told_apart() -> None:
    """On the record of the tenant whose key it is."""
    refusals, record, _ = _refusals()
    for refused, address in ((UNKNOWN, "203.0.113.7"), (UNKNOWN, "203.0.113.8"), (OVER, "203.0.113.7"), (OVER, None)):
        refusals.note(refused, address)
    await refusals.write(at_once=True)
    found = {(tenant, entry.object.id, entry.address) for tenant, entry in record.entries}
    assert found == {
        (DEFAULT_TENANT, "unknown", "203.0.113.7"),
        (DEFAULT_TENANT, "unknown", "203.0.113.8"),
        (OTHER_TENANT, str(KEY), "203.0.113.7"),
        (OTHER_TENANT, str(KEY), None),
    }


async def test_nobody_fills_the_record_from_many_addresses() -> None:
    """Beyond some they are told apart no more, but counted; of IPv6 a network counts as one."""
    refusals, record, _ = _refusals()
    for number in range(500):
        refusals.note(UNKNOWN, f"198.51.100.{number % 250}")
        refusals.note(OVER, f"2001:db8::{number:x}")
    await refusals.write(at_once=True)
    assert len(record.entries) == MOST_PLACES + 1
    times = [entry.after["times"] for _, entry in record.entries if entry.after]
    assert sum(int(str(each)) for each in times) == 1000
    assert [entry.address for tenant, entry in record.entries if tenant == OTHER_TENANT] == ["2001:db8::/64"]


async def test_it_is_written_once_a_minute_and_at_the_end() -> None:
    """Nothing is written twice, and nothing where nothing was refused."""
    refusals, record, clock = _refusals()
    refusals.note(UNKNOWN, None)
    await refusals.write()
    assert not record.entries
    clock.advance(timedelta(seconds=SECONDS))
    await refusals.write()
    await refusals.write(at_once=True)
    assert len(record.entries) == 1
    refusals.note(UNKNOWN, None)
    await refusals.write(at_once=True)
    assert len(record.entries) == 2


async def test_what_cannot_be_written_is_counted_on() -> None:
    """And is in the next entry."""
    refusals, record, _ = _refusals()
    refusals.note(UNKNOWN, None)
    record.away = True
    with pytest.raises(Unavailable):
        await refusals.write(at_once=True)
    record.away = False
    refusals.note(UNKNOWN, None)
    await refusals.write(at_once=True)
    assert [entry.after["times"] for _, entry in record.entries if entry.after] == [2]


async def test_what_comes_while_it_is_written_is_not_lost() -> None:
    """The database takes its time."""
    refusals, record, _ = _refusals()
    refusals.note(UNKNOWN, None)

    class Slow:
        async def record(self, tenant: TenantId, *entries: AuditEntry) -> None:
            refusals.note(UNKNOWN, None)
            await record.record(tenant, *entries)

    refusals.audit = Slow()
    await refusals.write(at_once=True)
    refusals.audit = record
    await refusals.write(at_once=True)
    assert [entry.after["times"] for _, entry in record.entries if entry.after] == [1, 1]


async def test_signatures_and_tokens_are_counted_like_keys() -> None:
    """Each with what was wrong, a delivery with its source; all that is over the limit is one entry."""
    refusals, record, _ = _refusals()
    token = RefusedKey(why=Why.EXPIRED, key_id=KEY)
    for each in (UNSIGNED, UNSIGNED, token):
        refusals.note(each, "203.0.113.7")
    for number in range(MOST_PLACES):
        refusals.note(UNSIGNED, f"198.51.100.{number}")
    await refusals.write(at_once=True)
    found = [(entry.action, entry.object.id, entry.reason, (entry.after or {})["times"]) for _, entry in record.entries]
    assert ("webhook.refuse", "github", "the signature is missing, wrong or too old", 2) in found
    assert ("api_key.refuse", str(KEY), "an access token that has expired", 1) in found
    assert ("credential.refuse", "several", "more than are told apart", 2) in found
