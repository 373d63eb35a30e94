"""Tests of keeping heads while a process runs."""

from pathlib import Path

import msgspec
from structlog.testing import capture_logs

from kit.audit import an_entry, as_superuser
from kit.database import TestServer
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.anchor_file import AnchorFile
from triage_warden.storage.postgres.repositories.audit_log import PostgresAuditLog
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.anchoring import keep_anchors
from triage_warden.wiring.process import Process
from triage_warden.wiring.settings import Settings


async def test_heads_go_to_the_file_and_the_log_and_a_cut_shows(
    database: Database, database_url: str, postgres: TestServer, tmp_path: Path
) -> None:
    """The end is cut off and the head set back: the next look tells, and the metric stays up."""
    path = tmp_path / "heads.ndjson"
    process = Process.over(Settings(audit_anchor=path), database_url)
    keeping = keep_anchors(process)
    log = PostgresAuditLog(database)
    try:
        with capture_logs() as logs:
            await log.record(DEFAULT_TENANT, an_entry(1), an_entry(2), an_entry(3))
            await keeping.once()
            await keeping.once()
            name = database_url.split("@/")[1].split("?", maxsplit=1)[0]
            await as_superuser(
                postgres.superuser_url_of(name),
                "DELETE FROM audit_entries WHERE seq > 1",
                "UPDATE audit_heads SET (seq, hash) = (SELECT seq, hash FROM audit_entries WHERE seq = 1)",
            )
            await keep_anchors(process).once()
    finally:
        await process.database.close()
    assert [each.seq for each in await AnchorFile(path).kept(DEFAULT_TENANT)] == [3]
    told = [(each["event"], each["seq"]) for each in logs]
    assert told == [("audit_head", 3), ("audit_chain_broken", 3)]
    assert process.metrics.registry.get_sample_value("triage_warden_audit_chains_broken") == 1.0


async def test_without_a_database_it_tries_again_later(database_url: str) -> None:
    """A look that fails is told, and ends nothing."""
    process = Process.over(Settings(), database_url.replace("/test_", "/gone_"))
    with capture_logs() as logs:
        await keep_anchors(process).once()
    await process.database.close()
    assert [each["event"] for each in logs] == ["audit_not_anchored"]
    assert msgspec.json.encode(logs)


async def test_when_it_last_looked_is_shown(database_url: str) -> None:
    """A record that nobody looks at any more raises no alarm by itself."""
    process = Process.over(Settings(), database_url)
    read = process.metrics.registry.get_sample_value
    try:
        assert read("triage_warden_audit_checked_timestamp_seconds") == 0
        await keep_anchors(process).once()
    finally:
        await process.database.close()
    looked = read("triage_warden_audit_checked_timestamp_seconds")
    assert looked is not None
    assert abs(looked - process.clock.now().timestamp()) < 60
