"""Tests of reading the record back, and of finding what a superuser did to it, on a real server."""

from datetime import timedelta

import msgspec
import pytest

from kit.alerts import NOON
from kit.audit import ANALYST, a_chain, an_entry, as_superuser, stored_chain
from kit.database import TestServer
from triage_warden.core.audit.model import SYSTEM, Anchor, AuditFilter
from triage_warden.core.audit.verify import ChainCheck, Fault, Finding
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.queries import audit
from triage_warden.storage.postgres.queries.audit import PostgresAuditReader
from triage_warden.storage.postgres.repositories.audit_log import PostgresAuditLog
from triage_warden.storage.postgres.unit import Database


async def seqs(database: Database, wanted: AuditFilter) -> list[int]:
    """Return the numbers of the entries that a filter finds."""
    page = await PostgresAuditReader(database).page(DEFAULT_TENANT, wanted, PageRequest())
    return [entry.seq for entry in page.items]


async def test_pages_come_newest_first(database: Database) -> None:
    """By cursor, none twice, none left out."""
    await PostgresAuditLog(database).record(DEFAULT_TENANT, *(an_entry(number) for number in range(1, 8)))
    reader, cursor, seen = PostgresAuditReader(database), None, list[int]()
    for _ in range(3):
        page = await reader.page(DEFAULT_TENANT, AuditFilter(), PageRequest(cursor=cursor, limit=3))
        seen += [entry.seq for entry in page.items]
        cursor = page.next
    assert (seen, cursor) == ([7, 6, 5, 4, 3, 2, 1], None)


async def test_filters_by_actor_action_object_and_time(database: Database) -> None:
    """Each by itself and together; a name that is a pattern elsewhere is a name here."""
    machine = msgspec.structs.replace(ANALYST, actor=SYSTEM.actor)
    await PostgresAuditLog(database).record(
        DEFAULT_TENANT,
        an_entry(1),
        an_entry(2, action="incident.assign"),
        an_entry(3, action="incidental%", by=machine),
        an_entry(4, action="user.create"),
    )
    assert await seqs(database, AuditFilter(actor="analyst@example.com")) == [4, 2, 1]
    assert await seqs(database, AuditFilter(actor="u-1", action="incident.")) == [2, 1]
    assert await seqs(database, AuditFilter(action="incidental%")) == [3]
    assert await seqs(database, AuditFilter(action="user.create")) == [4]
    assert await seqs(database, AuditFilter(action="%.")) == []
    assert await seqs(database, AuditFilter(object_type="incident", object_id="INC-3")) == [3]
    assert await seqs(database, AuditFilter(object_id="\x00")) == []
    between = AuditFilter(since=NOON + timedelta(seconds=2), until=NOON + timedelta(seconds=4))
    assert await seqs(database, between) == [3, 2]


async def test_walks_in_small_steps(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Oldest first, up to where it was asked to, a bounded number at a time."""
    monkeypatch.setattr(audit, "AT_ONCE", 3)
    await PostgresAuditLog(database).record(DEFAULT_TENANT, *(an_entry(number) for number in range(1, 10)))
    walked = PostgresAuditReader(database).walk(DEFAULT_TENANT, AuditFilter(), upto=7)
    steps = [[entry.seq for entry in step] async for step in walked]
    assert steps == [[1, 2, 3], [4, 5, 6], [7]]
    assert await stored_chain(database) == a_chain(9)


async def check(database: Database, *anchors: Anchor) -> Finding | None:
    """Return what a check of the stored chain says."""
    found = ChainCheck(DEFAULT_TENANT, anchors)
    for entry in await stored_chain(database):
        found.add(entry)
    return found.finish(await PostgresAuditReader(database).head(DEFAULT_TENANT))


_HASH = "sha256(prev || int8send(seq) || convert_to(body::text, 'UTF8'))"
ATTACKS = {
    "altered": (["UPDATE audit_entries SET body = replace(body::text, 'INC-7', 'INC-8')::json WHERE seq = 7"], 7),
    "altered and hashed anew": (
        [
            "UPDATE audit_entries SET body = replace(body::text, 'INC-7', 'INC-8')::json WHERE seq = 7",
            f"UPDATE audit_entries SET hash = {_HASH} WHERE seq = 7",
        ],
        7,
    ),
    "deleted": (["DELETE FROM audit_entries WHERE seq = 5"], 5),
    "deleted and renumbered": (
        [
            "DELETE FROM audit_entries WHERE seq = 5",
            "UPDATE audit_entries SET seq = seq - 1000 WHERE seq > 5",
            "UPDATE audit_entries SET seq = seq + 999 WHERE seq < 0",
            "UPDATE audit_heads SET seq = seq - 1",
        ],
        5,
    ),
    "reordered": (
        [
            "UPDATE audit_entries SET seq = 1000 WHERE seq = 3",
            "UPDATE audit_entries SET seq = 3 WHERE seq = 6",
            "UPDATE audit_entries SET seq = 6 WHERE seq = 1000",
        ],
        3,
    ),
    "reordered by their words": (
        ["UPDATE audit_entries a SET body = b.body FROM audit_entries b WHERE (a.seq, b.seq) IN ((4, 5), (5, 4))"],
        4,
    ),
    "truncated": (["DELETE FROM audit_entries WHERE seq > 8"], 9),
    "emptied": (["TRUNCATE audit_entries"], 1),
}


@pytest.mark.parametrize("attack", ATTACKS)
async def test_finds_and_names_what_a_superuser_did(database: Database, postgres: TestServer, attack: str) -> None:
    """Row security, rights and triggers do not stop a superuser; the chain tells."""
    await PostgresAuditLog(database).record(DEFAULT_TENANT, *(an_entry(number) for number in range(1, 11)))
    assert await check(database) is None
    statements, seq = ATTACKS[attack]
    await as_superuser(await superuser_url(database, postgres), *_without_check(attack), *statements)
    finding = await check(database)
    assert finding is not None
    expected = Fault.TRUNCATED if attack == "emptied" else Fault(attack.split(maxsplit=1)[0])
    assert (finding.seq, finding.fault) == (seq, expected)


async def test_an_anchor_tells_what_the_head_no_longer_does(database: Database, postgres: TestServer) -> None:
    """The end cut off and the head set back: sound by itself, found by what was kept elsewhere."""
    await PostgresAuditLog(database).record(DEFAULT_TENANT, *(an_entry(number) for number in range(1, 11)))
    anchor = Anchor(at=NOON, tenant=str(DEFAULT_TENANT), seq=10, hash=a_chain(10)[-1].hash.hex())
    assert await check(database, anchor) is None
    await as_superuser(
        await superuser_url(database, postgres),
        "DELETE FROM audit_entries WHERE seq > 8",
        "UPDATE audit_heads h SET seq = 8, hash = e.hash FROM audit_entries e WHERE e.seq = 8",
    )
    assert await check(database) is None
    finding = await check(database, anchor)
    assert finding is not None
    assert (finding.seq, finding.fault) == (9, Fault.TRUNCATED)


async def superuser_url(database: Database, postgres: TestServer) -> str:
    """Return the URL of the test's database for the server's administrator."""
    async with database.system() as system:
        return postgres.superuser_url_of(await system.raw.fetchval("SELECT current_database()"))


def _without_check(attack: str) -> list[str]:
    return ["ALTER TABLE audit_entries DROP CONSTRAINT ck_audit_entries_seq_positive"] if "renumbered" in attack else []
