"""Tests of the first key."""

from datetime import timedelta

import msgspec
import pytest

from kit.audit import stored_chain
from triage_warden.core.identity.keys.issue import WantedKey
from triage_warden.core.identity.model import Credential, CredentialKind
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.storage.postgres.errors import SchemaPending
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.identity import identity
from triage_warden.wiring.key_on_database import key_on_database
from triage_warden.wiring.process import Process
from triage_warden.wiring.process_secrets import Secrets
from triage_warden.wiring.setting_groups.serving import Environment
from triage_warden.wiring.settings import Settings

SECRETS = Secrets(jwt=(b"j" * 32,), session=(b"s" * 32,), encryption=(b"e" * 32,))
FIRST = WantedKey(
    name="first", role=Role.ADMIN, scopes=frozenset({Permission.API_KEYS_MANAGE}), lasting=timedelta(hours=24)
)


async def test_a_server_on_the_same_database_knows_it(database: Database, database_url: str) -> None:
    """In production, too, where nothing else but signing in gives a first key; who made it is on the record."""
    settings = Settings(database_url=database_url, env=Environment.PRODUCTION)
    made = await key_on_database(settings, FIRST)
    process = Process.over(Settings(), database_url)
    try:
        shown = Credential(kind=CredentialKind.BEARER, text=made.text)
        actor = await identity(process, SECRETS).identify(shown)
        assert (actor.name, actor.permissions) == ("first", FIRST.scopes)
    finally:
        await process.database.close()
    (entry,) = [msgspec.json.decode(each.body) for each in await stored_chain(database)]
    assert (entry["action"], entry["actor"]["name"]) == ("api_key.create", "command line")
    assert made.text.rpartition("_")[2] not in str(entry)


async def test_a_database_that_waits_for_a_migration_is_told(database: Database, database_url: str) -> None:
    """With what to do."""
    async with database.system() as system:
        await system.raw.execute("UPDATE alembic_version SET version_num = '0011_api_keys'")
    with pytest.raises(SchemaPending, match="triage-warden migrate"):
        await key_on_database(Settings(database_url=database_url), FIRST)
