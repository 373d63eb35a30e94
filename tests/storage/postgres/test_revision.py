"""Tests of comparing revisions."""

import pytest

from triage_warden.storage.postgres.migrations.revisions import HEAD, REVISIONS
from triage_warden.storage.postgres.revision import Schema, SchemaState, compare, read_schema
from triage_warden.storage.postgres.unit import Database


@pytest.mark.parametrize(
    ("revision", "state"),
    [
        (HEAD, SchemaState.SAME),
        (None, SchemaState.OLDER),
        *[(revision, SchemaState.OLDER) for revision in REVISIONS[:-1]],
        ("9999_future", SchemaState.NEWER),
    ],
)
def test_tells_older_from_newer(revision: str | None, state: SchemaState) -> None:
    """Known and not the last is older; unknown was made by a newer version."""
    assert compare(revision) is state


@pytest.mark.parametrize(
    ("oldest_code", "state"),
    [
        (None, SchemaState.NEWER),
        (REVISIONS[0], SchemaState.AHEAD),
        (HEAD, SchemaState.AHEAD),
        ("9998_later", SchemaState.NEWER),
    ],
)
def test_a_newer_schema_is_ours_to_use_while_the_oldest_code_it_bears_is_no_later(
    oldest_code: str | None, state: SchemaState
) -> None:
    """Code that does not know the revision which the oldest supported code knows is older than that."""
    assert compare("9999_future", oldest_code) is state


def test_pending_migrations_stay_pending_whatever_the_oldest_code() -> None:
    """A database that is behind us is never ahead of us."""
    assert Schema(revision=REVISIONS[0], oldest_code=HEAD).state is SchemaState.OLDER


async def test_a_database_says_what_it_is(database: Database) -> None:
    """The revision, and the oldest code that works on it."""
    async with database.system() as system:
        schema = await read_schema(system.raw)
    assert schema.revision == HEAD
    assert schema.oldest_code in REVISIONS


async def test_one_from_before_there_was_such_a_word_is_read_too(database: Database) -> None:
    """And one that was never migrated."""
    async with database.system() as system:
        await system.raw.execute("DROP TABLE schema_compatibility")
        assert await read_schema(system.raw) == Schema(revision=HEAD)
        await system.raw.execute("DROP TABLE alembic_version")
        assert await read_schema(system.raw) == Schema()
