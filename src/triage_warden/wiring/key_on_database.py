"""Make an API key on the database itself: the first one, where no server knows a key yet that could ask for it."""

import secrets

from triage_warden.core.identity.keys.issue import IssueKey, WantedKey
from triage_warden.core.identity.keys.model import IssuedKey
from triage_warden.core.identity.model import LOCAL_OPERATOR
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import Uuid7
from triage_warden.storage.postgres.errors import SchemaPending
from triage_warden.storage.postgres.repositories.api_keys import PostgresKeys
from triage_warden.storage.postgres.revision import SchemaState, read_schema
from triage_warden.storage.postgres.unit import Database
from triage_warden.wiring.database import database_in_use
from triage_warden.wiring.rotation import BY
from triage_warden.wiring.settings import Settings


async def key_on_database(settings: Settings, wanted: WantedKey) -> IssuedKey:
    """Return a key of the default tenant with its text; that it was made, by the command line, is on the record.

    Whoever can do this holds DATABASE_URL, and with it all that a key could give them.

    Raises:
        SchemaPending: nothing was ever migrated here, or not by this version.
        DataFolderInUse: the embedded database is another process's; ask that one, or stop it.
    """
    clock = SystemClock()
    async with database_in_use(settings) as found:
        database = Database.open(found.url, max_connections=2)
        try:
            async with database.bare() as connection:
                state = (await read_schema(connection)).state
            if state not in {SchemaState.SAME, SchemaState.AHEAD}:
                raise SchemaPending(detail="The database's schema is not this version's; run `triage-warden migrate`.")
            issue = IssueKey(PostgresKeys(database), clock, Uuid7(clock), secrets.token_bytes)
            return await issue(LOCAL_OPERATOR, wanted, by=BY)
        finally:
            await database.close()
