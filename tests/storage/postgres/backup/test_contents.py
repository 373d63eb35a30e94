"""Tests of what is in a backup."""

from datetime import date

import asyncpg

from triage_warden.storage.postgres.backup.contents import ALERTS, DEFAULT_PART, LEFT_OUT, contents, days_of
from triage_warden.storage.postgres.days import ensure_alert_days
from triage_warden.storage.postgres.tables.all import METADATA
from triage_warden.storage.postgres.unit import Database


async def test_each_of_our_tables_is_in_it_or_left_out_for_a_reason(database_url: str) -> None:
    """A new one is in it by itself; the queue's tables and alembic's are not ours."""
    connection = await asyncpg.connect(database_url)
    there = await contents(connection)
    await connection.close()
    assert {each.name for each in there} == METADATA.tables.keys() - LEFT_OUT.keys()
    assert LEFT_OUT.keys() <= METADATA.tables.keys()
    order = [each.name for each in there]
    assert order.index("tenants") < order.index("incidents") < order.index("actions") < order.index("action_attempts")


async def test_columns_that_the_server_works_out_are_not_kept(database_url: str) -> None:
    """They come back by themselves."""
    connection = await asyncpg.connect(database_url)
    there = {each.name: each for each in await contents(connection)}
    await connection.close()
    assert there["audit_entries"].columns == ("tenant_id", "seq", "prev", "hash", "body")
    assert there["audit_entries"].is_tenants
    assert not there["leader_fences"].is_tenants


async def test_alerts_are_read_day_by_day(database: Database, database_url: str) -> None:
    """And from the partition of those whose day was not made."""
    await ensure_alert_days(database, date(2026, 3, 1), date(2026, 3, 2))
    connection = await asyncpg.connect(database_url)
    alerts = next(each for each in await contents(connection) if each.name == ALERTS)
    await connection.close()
    assert {DEFAULT_PART, "alerts_2026_03_01", "alerts_2026_03_02"} <= set(alerts.parts)
    assert days_of(("alerts_default", "alerts_2026_03_02", "alerts_2026_03_01")) == (
        date(2026, 3, 1),
        date(2026, 3, 2),
    )
    assert alerts.of("x").parts == ("x",)
