"""Which revision the database is at, and what that means for this code."""

from enum import StrEnum
from typing import Final

import msgspec

from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.migrations.revisions import HEAD, REVISIONS


class SchemaState(StrEnum):
    """The database's schema, seen from this code."""

    SAME = "same"
    OLDER = "older"
    """Migrations are pending."""
    AHEAD = "ahead"
    """A newer version of us was here, and has taken away nothing that this one needs."""
    NEWER = "newer"
    """A newer version of us was here, and this one does not work on what it left."""


class Schema(msgspec.Struct, frozen=True, kw_only=True):
    """What the database says of its schema; all None where nothing was ever migrated."""

    revision: str | None = None
    oldest_code: str | None = None
    """The oldest code that works here, by the last revision it knows; None: from before there was such a word."""

    @property
    def state(self) -> SchemaState:
        """Return how it stands to this code."""
        return compare(self.revision, self.oldest_code)


class MigrationStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Revisions of the code, in order: those the database has, those it still needs; and what it has beyond them."""

    applied: list[str]
    pending: list[str]
    ahead: str | None = None
    """The database's revision, where a newer version of us made it."""
    oldest_code: str | None = None
    supported: bool = True
    """Whether this code works on the schema once nothing is pending."""


def compare(revision: str | None, oldest_code: str | None = None) -> SchemaState:
    """Tell how a database at `revision` (None: never migrated) stands to this code.

    Code works on a newer schema if it knows the revision that the oldest supported code knows: it is then that code
    or a later one.
    """
    if revision == HEAD:
        return SchemaState.SAME
    if revision is None or revision in REVISIONS:
        return SchemaState.OLDER
    return SchemaState.AHEAD if oldest_code in REVISIONS else SchemaState.NEWER


async def read_schema(connection: Driver) -> Schema:
    """Return what the database says of its schema."""
    there = await connection.fetchrow(_THERE)
    if there is None or not there["versions"]:
        return Schema()
    oldest = await connection.fetchval(_OLDEST) if there["compatibility"] else None
    return Schema(revision=await connection.fetchval(_REVISION), oldest_code=oldest)


_THERE: Final = """
SELECT to_regclass('alembic_version') IS NOT NULL AS versions,
       to_regclass('schema_compatibility') IS NOT NULL AS compatibility
"""
_REVISION: Final = "SELECT version_num FROM alembic_version"
_OLDEST: Final = "SELECT oldest_code FROM schema_compatibility"
