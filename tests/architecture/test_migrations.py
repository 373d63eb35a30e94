"""Old and new code run side by side while a fleet is upgraded: what each migration may do to them."""

import pytest

from kit.migration_rules import Migration, Verdict, judge, migrations, statements_of

ALL = migrations()
DECLARE = (
    "Each migration says what it means for older code, in a line after depends_on. `contracts = None`: it only adds, "
    'and code that does not know of it works on. `contracts = "0009_name"`: it takes something away; code works on '
    "only if it knows the revision 0009_name, which must stand in an earlier release. "
    "See docs/how-to/upgrade.md, 'Writing a migration'."
)


@pytest.mark.parametrize("migration", ALL, ids=[each.name for each in ALL])
def test_each_migration_says_what_it_means_for_older_code(migration: Migration) -> None:
    """Nobody forgets the question."""
    assert migration.declares, f"{migration.name} has no `contracts`. {DECLARE}"
    if migration.contracts is not None:
        names = [each.name for each in ALL]
        assert migration.contracts in names[: names.index(migration.name)], (
            f"{migration.name}: `contracts` names no earlier revision. {DECLARE}"
        )


@pytest.mark.parametrize("migration", ALL, ids=[each.name for each in ALL])
def test_a_migration_that_does_not_contract_only_adds(migration: Migration) -> None:
    """Code of the release before runs on what it leaves."""
    if migration.contracts is None:
        assert not judge(migration).breaks, f"{migration.name} is not an expansion. {DECLARE}"


@pytest.mark.parametrize("migration", ALL, ids=[each.name for each in ALL])
def test_a_migration_holds_nobody_up(migration: Migration) -> None:
    """It runs while alerts come in; a lock on a table of millions of rows must be a short one."""
    assert not judge(migration).holds_up, (
        f"{migration.name} locks a table that is in use for longer than a moment; if the table never grows with "
        "alerts, add it to SMALL in tests/kit/migration_rules.py."
    )


def _judged(sql: str) -> Verdict:
    return judge(Migration(ALL[0].script, statements_of(sql)))


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE incidents",
        "ALTER TABLE incidents DROP COLUMN title",
        "ALTER TABLE incidents RENAME COLUMN title TO name",
        "ALTER TABLE incidents RENAME TO cases",
        "ALTER TABLE incidents ALTER COLUMN title TYPE varchar(40)",
        "ALTER TABLE incidents ALTER COLUMN title SET NOT NULL",
        "ALTER TABLE incidents ADD COLUMN owner TEXT NOT NULL",
        "ALTER TABLE incidents ADD CONSTRAINT ck_incidents_title CHECK (title <> '') NOT VALID",
        "ALTER TABLE incidents DROP CONSTRAINT pk_incidents",
        "DROP INDEX uq_alert_fingerprints_tenant_id_alert_id",
        "REVOKE INSERT ON incidents FROM somebody",
    ],
)
def test_what_older_code_trips_over_is_seen(sql: str) -> None:
    """The rule itself is put to the test."""
    assert _judged(sql).breaks


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE INDEX ix_alerts_title ON alerts (title)",
        "CREATE UNIQUE INDEX uq_alerts_title ON alerts (title)",
        "ALTER TABLE alerts ADD COLUMN token UUID DEFAULT gen_random_uuid() NOT NULL",
        "UPDATE alerts SET title = 'x'",
        "ALTER TABLE alerts ADD COLUMN x INT; ALTER TABLE alerts ADD CONSTRAINT ck_alerts_x CHECK (x > 0)",
    ],
)
def test_what_holds_everybody_up_is_seen(sql: str) -> None:
    """On a table that grows with alerts."""
    assert _judged(sql).holds_up


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE x (id INT NOT NULL); CREATE INDEX ix_x ON x (id); ALTER TABLE x ADD CONSTRAINT c CHECK (id > 0)",
        "ALTER TABLE incidents ADD COLUMN owner TEXT",
        "ALTER TABLE incidents ADD COLUMN seen BOOLEAN DEFAULT false NOT NULL",
        "ALTER TABLE incidents ADD COLUMN o INT; ALTER TABLE incidents ADD CONSTRAINT ck_o CHECK (o > 0) NOT VALID",
        "CREATE INDEX CONCURRENTLY ix_incidents_title ON incidents (title)",
        "ALTER TABLE incidents DROP CONSTRAINT ck_a; ALTER TABLE incidents ADD CONSTRAINT ck_a CHECK (b > 0) NOT VALID",
        "INSERT INTO incidents VALUES ('DROP TABLE incidents; RENAME')",
        "UPDATE tenants SET name = 'x'",
    ],
)
def test_what_only_adds_passes(sql: str) -> None:
    """And holds nobody up."""
    verdict = _judged(sql)
    assert (verdict.breaks, verdict.holds_up) == ([], [])
