"""Tests of finding alerts by a value."""

from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.queries.seen import alerts_with_value
from triage_warden.storage.postgres.unit import Database


async def test_row_security_lets_the_index_be_used(database: Database) -> None:
    """Every operator in the condition is leakproof: the key serves, no scan of everybody's sightings."""
    async with database.read(DEFAULT_TENANT) as reading:
        await reading.raw.execute("SET LOCAL enable_seqscan = off")
        statement = alerts_with_value(DEFAULT_TENANT, "evil.example.com")
        compiled = statement.compile(dialect=database.engine.dialect, compile_kwargs={"render_postcompile": True})
        values = [compiled.params[name] for name in compiled.positiontup or ()]
        plan = await reading.raw.fetch(f"EXPLAIN {compiled}", *values)
    text = " ".join(str(row[0]) for row in plan)
    assert "pk_sightings" in text
    assert "value_key" in text[text.index("Index Cond") :]
