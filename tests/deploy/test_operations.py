"""The pages for operators: what they show of a terminal is what comes of it."""

import base64
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest

from kit.audit import ANALYST
from kit.clock import FrozenClock
from kit.database import TestServer
from kit.deploy.shown import Shown, has_form, shown_in
from triage_warden.core.secrets.model import Place
from triage_warden.kernel.clock import SystemClock
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.security.envelope import Keyring
from triage_warden.storage.postgres.queries.health import CheckDatabase
from triage_warden.storage.postgres.repositories.secret_store import PostgresSecrets
from triage_warden.storage.postgres.unit import Database

pytestmark = pytest.mark.deploy

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs" / "operations").glob("*.md"), *(ROOT / "docs" / "deployment").glob("*.md")])
KEY = bytes(range(7, 39))
KEYS = {
    "TW_ENCRYPTION_KEY": base64.b64encode(KEY).decode(),
    "TW_JWT_SECRET": "kX9v2mQ7pL4sT8wZ1cR6yB3nH5jD0fGa",
    "TW_SESSION_SECRET": "aGf0Dj5Hn3By6Rc1Zw8Ts4Lp7Qm2v9Xk",
}
NOBODY = "postgresql://u:p@127.0.0.1:9/x"


@dataclass(frozen=True)
class Terminal:
    """A shell in a folder of its own, with the program in its path."""

    folder: Path
    environments: Mapping[str, Mapping[str, str]]

    def type(self, shown: Shown) -> str:
        """Run a command on what the page says, and return what is seen of it."""
        path = os.environ["PATH"]  # noqa: TID251  # a shell finds its programs there
        environment = {"PATH": f"{self.folder / 'bin'}:{path}", "TW_BIND_ADDRESS": "127.0.0.1:0"}
        environment |= self.environments[shown.place]
        done = subprocess.run(
            ["bash", "-c", f"exec 2>&1; {shown.command}"],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env=environment,
            timeout=60,
        )
        return done.stdout


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal, and what pages run their commands on; each page begins anew."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "triage-warden"
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT / "src"} exec {sys.executable} -m triage_warden "$@"\n')
    program.chmod(0o755)
    return Terminal(tmp_path, {})


async def in_use(database: Database) -> None:
    """Put a secret and something on the record into a database."""
    secrets = PostgresSecrets(database, Keyring([KEY]), FrozenClock())
    for _ in range(2):
        await secrets.put(DEFAULT_TENANT, Place(purpose="connector", name="servicenow"), b"s", by=ANALYST)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
async def test_what_a_page_shows_is_what_comes_of_it(
    page: Path, terminal: Terminal, postgres: TestServer, database: Database, database_url: str
) -> None:
    """Line by line, but for numbers, times and digests."""
    await in_use(database)
    async with postgres.empty() as empty, postgres.database() as first:
        environments = {
            "nothing": {"DATABASE_URL": NOBODY, **KEYS},
            "full": {"DATABASE_URL": database_url, "TW_ENV": "production", **KEYS},
            "empty": {"DATABASE_URL": empty, **KEYS},
            "production": {"DATABASE_URL": first, "TW_ENV": "production", "TW_LOG_FORMAT": "json", **KEYS},
            "down": {"DATABASE_URL": NOBODY, "TW_ENV": "production", "TW_LOG_FORMAT": "json", **KEYS},
            "elsewhere": {"DATABASE_URL": empty.replace("/test_", "/nosuch_"), **KEYS},
        }
        at = Terminal(terminal.folder, environments)
        for shown in shown_in(page):
            seen = at.type(shown)
            assert has_form(seen, shown.output), f"{shown}\n--- shown\n{shown.output}--- seen\n{seen}"


def test_the_pages_show_something() -> None:
    """Or the test above would hold for empty pages."""
    assert sum(len(list(shown_in(page))) for page in PAGES) >= 16


@pytest.mark.parametrize(
    ("seen", "form", "same"),
    [
        ("5 rows, 3.5 s\n", "7 rows, 0.1 s\n", True),
        ("5 rows\n", "5 lines\n", False),
        ("a\nb\nc\n", "a\n…\nc\n", True),
        ("a\nb\nd\n", "a\n…\nc\n", False),
        ("at 2026-03-06T18:00:00Z", "at 2027-01-01T00:00:00Z", True),
        ("sha256  " + "ab" * 32, "sha256  " + "cd" * 32, True),
    ],
)
def test_only_what_varies_may_differ(seen: str, form: str, same: bool) -> None:  # noqa: FBT001  # a table's column
    """Words, their order, and lines."""
    assert has_form(seen, form) is same


async def test_the_reasons_in_the_table_are_the_programs_own(postgres: TestServer) -> None:
    """What `/ready` says of a schema that is not there yet, of one that is too new, and of no database."""
    page = (ROOT / "docs" / "operations" / "troubleshooting.md").read_text(encoding="utf-8")
    async with postgres.empty() as url:
        connection = await asyncpg.connect(url)
        reasons = [await reason_of(url), await reason_of(NOBODY)]
        await connection.execute("CREATE TABLE alembic_version (version_num text)")
        await connection.execute("INSERT INTO alembic_version VALUES ('9999_later')")
        reasons.append(await reason_of(url))
        await connection.close()
    assert len(set(reasons)) == 3
    assert [reason for reason in reasons if reason.split(";")[0] not in page] == []


async def reason_of(url: str) -> str:
    """Return why a process over a database is not ready."""
    database = Database.open(url, max_connections=1)
    try:
        return (await CheckDatabase(database, SystemClock())()).reason or ""
    finally:
        await database.close()
