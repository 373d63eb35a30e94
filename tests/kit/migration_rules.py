"""What a migration may do while older code still runs, and while everybody works: read from its SQL."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import Script, ScriptDirectory

from triage_warden.storage.postgres import migrate

SMALL: Final = frozenset(
    {"alembic_version", "tenants", "own_lists", "incident_numbers", "schema_compatibility", "api_keys"}
)
"""Tables of so few rows that a lock for as long as a scan takes is no matter. Add one that never grows with alerts."""

_NAME: Final = r"(?:IF (?:NOT )?EXISTS )?(?:ONLY )?\"?(\w+)\"?"
_REWRITING_DEFAULT: Final = re.compile(
    r"DEFAULT \(?(gen_random_uuid|random|clock_timestamp|uuidv7|nextval)", re.IGNORECASE
)


@dataclass(frozen=True)
class Migration:
    """One revision as the SQL that it runs."""

    script: Script
    statements: list[str]

    @property
    def name(self) -> str:
        """Return its revision."""
        return self.script.revision

    @property
    def contracts(self) -> str | None:
        """Return what it declares; `...` would not be a word of ours, so absent is told apart by `declares`."""
        declared: str | None = getattr(self.script.module, "contracts", None)
        return declared

    @property
    def declares(self) -> bool:
        """Return whether it says anything at all."""
        return hasattr(self.script.module, "contracts")

    @cached_property
    def made(self) -> set[str]:
        """Return what it makes itself: nobody uses that yet."""
        patterns = (rf"CREATE (?:TABLE|TYPE|FUNCTION|VIEW|SEQUENCE) {_NAME}", rf"CREATE OR REPLACE FUNCTION {_NAME}")
        return {
            found
            for each in self.statements
            for pattern in patterns
            for found in re.findall(pattern, each, re.IGNORECASE)
        }


@dataclass
class Verdict:
    """What older code would trip over, and what would hold everybody up."""

    breaks: list[str] = field(default_factory=list[str])
    holds_up: list[str] = field(default_factory=list[str])


def migrations() -> list[Migration]:
    """Return every revision in order, with its SQL; one that cannot be written down offline fails here."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    scripts = reversed(list(ScriptDirectory.from_config(config).walk_revisions()))
    return [Migration(script, statements_of(_sql(config, script))) for script in scripts]


def _sql(config: Config, script: Script) -> str:
    written = io.StringIO()
    config.output_buffer = written
    command.upgrade(config, f"{script.down_revision or 'base'}:{script.revision}", sql=True)
    return written.getvalue()


def statements_of(sql: str) -> list[str]:
    """Return the statements on one line each, without comments and without what stands in quotes."""
    text = re.sub(r"--[^\n]*", "", sql)
    text = re.sub(r"\$(\w*)\$.*?\$\1\$", "''", text, flags=re.DOTALL)
    text = re.sub(r"'(?:[^']|'')*'", "''", text)
    return [" ".join(part.split()) for part in text.split(";") if part.strip()]


def judge(migration: Migration) -> Verdict:
    """Return what is wrong with each statement."""
    verdict = Verdict()
    added = {
        (table, column)
        for each in migration.statements
        for table, column in re.findall(rf"ALTER TABLE {_NAME} ADD COLUMN {_NAME}", each, re.IGNORECASE)
    }
    for statement in migration.statements:
        if touched(statement) & migration.made:
            continue
        verdict.breaks += [f"{why}: {statement[:120]}" for why in _breaks(statement, migration, added)]
        verdict.holds_up += [f"{why}: {statement[:120]}" for why in _holds_up(statement)]
    return verdict


def touched(statement: str) -> set[str]:
    """Return the tables (or functions) that a statement is about."""
    pattern = (
        rf"(?:ALTER TABLE|DROP TABLE|TRUNCATE(?: TABLE)?(?! ON)|UPDATE|DELETE FROM| ON(?: TABLE| FUNCTION)?) {_NAME}"
    )
    return set(re.findall(pattern, statement, re.IGNORECASE))


def _breaks(statement: str, migration: Migration, added: set[tuple[str, str]]) -> Iterator[str]:
    """Yield why code that does not know of this revision would fail on what it leaves."""
    for pattern, why in _BREAKING:
        if re.search(pattern, statement, re.IGNORECASE) and not _made_again(statement, migration):
            yield why
    column = re.search(r"ADD COLUMN .*NOT NULL", statement, re.IGNORECASE)
    if column and not re.search(r"\bDEFAULT\b|GENERATED", statement, re.IGNORECASE):
        yield "old code does not fill a new column that must be filled (give it a default)"
    constraint = re.search(rf"ALTER TABLE {_NAME} ADD CONSTRAINT {_NAME} (.*)", statement, re.IGNORECASE)
    if constraint and not _made_again(statement, migration):
        table, _, rule = constraint.groups()
        if not any(owner == table and re.search(rf"\b{new}\b", rule) for owner, new in added):
            yield "old code may write rows that a new constraint on old columns refuses"


def _made_again(statement: str, migration: Migration) -> bool:
    """Return whether the constraint, policy, trigger or function is replaced: dropped, and made under the same name."""
    named = re.search(rf"(?:CONSTRAINT|POLICY|TRIGGER|FUNCTION) {_NAME}", statement, re.IGNORECASE)
    if not named:
        return False
    again = re.compile(rf"(?:ADD CONSTRAINT|CREATE POLICY|CREATE TRIGGER|CREATE FUNCTION) {named[1]}\b", re.IGNORECASE)
    gone = re.compile(rf"DROP (?:CONSTRAINT|POLICY|TRIGGER|FUNCTION) (?:IF EXISTS )?{named[1]}\b", re.IGNORECASE)
    return any(map(again.search, migration.statements)) and any(map(gone.search, migration.statements))


_BREAKING: Final = (
    (r"\bDROP (TABLE|COLUMN|VIEW|TYPE|FUNCTION|SEQUENCE|SCHEMA|TRIGGER|DEFAULT)\b", "old code may use what is dropped"),
    (r"\bDROP CONSTRAINT\b", "old code may lean on the constraint (ON CONFLICT), or not know what it now lets in"),
    (r"\bDROP INDEX \S*\b(uq|pk)_", "old code may name the unique index in ON CONFLICT"),
    (r"\bRENAME\b", "old code knows the old name"),
    (r"\bALTER COLUMN \S+ (SET DATA )?TYPE\b", "old code reads and writes the old type"),
    (r"\bSET NOT NULL\b", "old code may leave it empty"),
    (r"\bTRUNCATE\b", "old code may need the rows"),
    (r"\bREVOKE\b", "old code may need the right"),
)


def _holds_up(statement: str) -> Iterator[str]:
    """Yield why everybody would wait for it on a table of millions of rows."""
    if touched(statement) <= SMALL:
        return
    if re.search(r"CREATE (UNIQUE )?INDEX (?!CONCURRENTLY)", statement, re.IGNORECASE):
        yield "an index on a table that is in use is made CONCURRENTLY, in op.get_context().autocommit_block()"
    if (
        re.search(r"ADD CONSTRAINT .*(CHECK|FOREIGN KEY)", statement, re.IGNORECASE)
        and "NOT VALID" not in statement.upper()
    ):
        yield "a constraint is added NOT VALID, and validated by a statement of its own after the commit"
    if re.search(r"ADD COLUMN", statement, re.IGNORECASE) and _REWRITING_DEFAULT.search(statement):
        yield "a default that differs from row to row rewrites the table"
    if re.search(r"^(UPDATE|DELETE)", statement, re.IGNORECASE):
        yield "old rows are filled in by a job, some at a time, not by a migration"
    if re.search(r"SET (LOCAL )?lock_timeout", statement, re.IGNORECASE):
        yield "the time that it may wait for a lock is the migrator's to say"
