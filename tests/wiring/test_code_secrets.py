"""Tests of where second factors' secrets are kept."""

from pathlib import Path
from uuid import UUID

from kit.audit import ANALYST
from triage_warden.core.identity.people.model import UserId
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.code_secrets import KeptCodeSecrets
from triage_warden.wiring.identity import identity
from triage_warden.wiring.process import Process
from triage_warden.wiring.process_secrets import secrets_of
from triage_warden.wiring.settings import Settings

ONE, OTHER = UserId(UUID(int=1)), UserId(UUID(int=2))


async def test_each_has_a_secret_of_their_own(database: Database, database_url: str, tmp_path: Path) -> None:
    """In the process's own store: kept encrypted, replaced, forgotten."""
    process = Process.over(Settings(data_dir=tmp_path), database_url)
    secrets = identity(process, secrets_of(process.settings)).people.enrol.secrets
    try:
        assert isinstance(secrets, KeptCodeSecrets)
        await secrets.put(DEFAULT_TENANT, ONE, secret=b"one's first secret", by=ANALYST)
        await secrets.put(DEFAULT_TENANT, ONE, secret=b"one's second secret", by=ANALYST)
        await secrets.put(DEFAULT_TENANT, OTHER, secret=b"the other's secret", by=ANALYST)
        assert await secrets.get(DEFAULT_TENANT, ONE) == b"one's second secret"
        await secrets.remove(DEFAULT_TENANT, ONE, by=ANALYST)
        assert await secrets.get(DEFAULT_TENANT, ONE) is None
        assert await secrets.get(DEFAULT_TENANT, OTHER) == b"the other's secret"
    finally:
        await process.database.close()
    async with database.read(DEFAULT_TENANT) as reading:
        rows = await reading.raw.fetch("SELECT * FROM secrets")
    assert [(row["purpose"], row["name"]) for row in rows] == [("totp", str(OTHER))]
    assert b"secret" not in rows[0]["ciphertext"] + rows[0]["wrapped"]
