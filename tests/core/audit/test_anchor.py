"""Tests of keeping heads elsewhere."""

from kit.audit import an_entry
from kit.audit_record import MemoryAudit
from kit.clock import FrozenClock
from triage_warden.core.audit.anchor import KeepAnchor
from triage_warden.core.audit.model import Anchor
from triage_warden.core.audit.verify import Fault, Finding
from triage_warden.kernel.ids import DEFAULT_TENANT


async def test_a_head_is_kept_when_the_chain_has_moved() -> None:
    """An empty chain has none; what stands still is not kept again."""
    record = MemoryAudit()
    keep = KeepAnchor(record, record, FrozenClock())
    assert await keep(DEFAULT_TENANT, None) is None
    await record.record(DEFAULT_TENANT, an_entry(1), an_entry(2))
    anchor = await keep(DEFAULT_TENANT, None)
    assert isinstance(anchor, Anchor)
    assert (anchor.seq, record.anchors) == (2, [anchor])
    assert await keep(DEFAULT_TENANT, anchor) is None
    await record.record(DEFAULT_TENANT, an_entry(3))
    later = await keep(DEFAULT_TENANT, anchor)
    assert isinstance(later, Anchor)
    assert later.seq == 3


async def test_a_chain_that_lost_its_anchor_is_told_and_not_anchored_again() -> None:
    """Cut off, or another entry in its place; also after it has grown again."""
    record = MemoryAudit()
    keep = KeepAnchor(record, record, FrozenClock())
    await record.record(DEFAULT_TENANT, an_entry(1), an_entry(2))
    anchor = await keep(DEFAULT_TENANT, None)
    assert isinstance(anchor, Anchor)
    del record.entries[1]
    found = await keep(DEFAULT_TENANT, anchor)
    assert isinstance(found, Finding)
    assert (found.seq, found.fault) == (2, Fault.TRUNCATED)
    await record.record(DEFAULT_TENANT, an_entry(7), an_entry(8))
    found = await keep(DEFAULT_TENANT, anchor)
    assert isinstance(found, Finding)
    assert found.fault is Fault.REWRITTEN
    assert record.anchors == [anchor]
