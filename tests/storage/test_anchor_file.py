"""Tests of heads in a file."""

from pathlib import Path

import msgspec
import pytest

from kit.alerts import NOON
from kit.tenants import OTHER
from triage_warden.core.audit.model import Anchor
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.anchor_file import AnchorFile, AnchorsUnavailable

ANCHOR = Anchor(at=NOON, tenant=str(DEFAULT_TENANT), seq=5, hash="ab" * 32)


async def test_what_is_kept_is_read_back_by_tenant(tmp_path: Path) -> None:
    """In the order in which it was added; without a file or a path there is nothing."""
    store = AnchorFile(tmp_path / "heads.ndjson")
    assert await store.kept(DEFAULT_TENANT) == []
    later = msgspec.structs.replace(ANCHOR, seq=9)
    other = msgspec.structs.replace(ANCHOR, tenant=str(OTHER))
    for anchor in (ANCHOR, other, later):
        await store.keep(anchor)
    assert await store.kept(DEFAULT_TENANT) == [ANCHOR, later]
    assert await store.kept(OTHER) == [other]
    await AnchorFile(None).keep(ANCHOR)
    assert await AnchorFile(None).kept(DEFAULT_TENANT) == ()


async def test_a_line_that_a_crash_cut_off_spoils_nothing(tmp_path: Path) -> None:
    """It is passed over, and the next begins on a line of its own."""
    path = tmp_path / "heads.ndjson"
    store = AnchorFile(path)
    await store.keep(ANCHOR)
    path.write_bytes(path.read_bytes() + b'{"at":"2026')
    assert await store.kept(DEFAULT_TENANT) == [ANCHOR]
    await store.keep(ANCHOR)
    assert await store.kept(DEFAULT_TENANT) == [ANCHOR, ANCHOR]


async def test_a_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    """With the variable, so that an operator knows where to look."""
    store = AnchorFile(tmp_path)
    with pytest.raises(AnchorsUnavailable, match="TW_AUDIT_ANCHOR"):
        await store.keep(ANCHOR)
    with pytest.raises(AnchorsUnavailable, match="TW_AUDIT_ANCHOR"):
        await store.kept(DEFAULT_TENANT)
