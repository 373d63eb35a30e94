"""Tests of where the secrets of webhooks are kept."""

from pathlib import Path

from kit.audit import ANALYST
from triage_warden.core.identity.source_secrets import Scheme, SourceSecret
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.deliveries import deliveries
from triage_warden.wiring.identity import identity
from triage_warden.wiring.process import Process
from triage_warden.wiring.process_secrets import secrets_of
from triage_warden.wiring.settings import Settings

KEPT = SourceSecret(scheme=Scheme.OKTA, secret="a secret of somebody")


async def test_they_are_kept_encrypted(database: Database, database_url: str, tmp_path: Path) -> None:
    """In the store that `keys rotate` goes through, and what is sent is held against them."""
    process = Process.over(Settings(data_dir=tmp_path), database_url)
    known = deliveries(process, identity(process, secrets_of(process.settings)).kept)
    try:
        await known.set(DEFAULT_TENANT, "okta", KEPT, by=ANALYST)
        assert await known.secret(DEFAULT_TENANT, "okta") == KEPT
        await known.check(KEPT, {"authorization": KEPT.secret}, b"{}")
    finally:
        await process.database.close()
    async with database.read(DEFAULT_TENANT) as reading:
        rows = await reading.raw.fetch("SELECT * FROM secrets")
    assert [(row["purpose"], row["name"]) for row in rows] == [("webhook", "okta")]
    assert b"somebody" not in rows[0]["ciphertext"] + rows[0]["wrapped"]
