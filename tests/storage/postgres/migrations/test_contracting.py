"""A revision that contracts raises the oldest code in its own transaction; one that expands leaves it."""

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import Connection, text

from triage_warden.storage.postgres.migrations.contracting import raise_oldest_code
from triage_warden.storage.postgres.unit import Database

if TYPE_CHECKING:
    from alembic.script import Script


def _step(**declared: str | None) -> MigrationInfo:
    """Return what alembic says of a revision whose file declares this."""
    revision = cast("Script", SimpleNamespace(module=SimpleNamespace(**declared)))
    return cast("MigrationInfo", SimpleNamespace(up_revision=revision))


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (_step(contracts="0042_later"), "0042_later"),
        (_step(contracts=None), "0006_grouping"),
        (_step(), "0006_grouping"),
    ],
)
async def test_the_oldest_code_is_what_the_revision_declares(
    database: Database, step: MigrationInfo, expected: str
) -> None:
    """Absent is None: the rule that every file must say it stands in tests/architecture."""

    def apply(connection: Connection) -> None:
        context = MigrationContext.configure(connection)
        raise_oldest_code(ctx=context, step=step, heads=set(), run_args={})

    async with database.engine.connect() as connection:
        await connection.execute(text("UPDATE schema_compatibility SET oldest_code = '0006_grouping'"))
        await connection.run_sync(apply)
        found = (await connection.execute(text("SELECT oldest_code FROM schema_compatibility"))).scalar_one()
    assert found == expected
