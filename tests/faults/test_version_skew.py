"""Old and new code side by side across a migration, under load: no failed request, no lost job."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from shutil import copy

import asyncpg
import pytest

from kit import on_newer_schema
from kit.old_code import OldCode, last_commit_before_the_schema, unpacked
from kit.outside_database import OutsideDatabase, an_outside_database
from kit.process import Running, a_data_folder, eventually, serving
from kit.reckoning import reckon, settled
from kit.senders import Sender
from triage_warden.storage.postgres.migrations.revisions import HEAD
from triage_warden.wiring.database import bring_up_to_date

JOURNEYS = ("tests/journeys/test_lifecycle.py", "tests/journeys/test_first_start.py")
ADVICE = (
    "Code of the commit before the last migration fails beside it. Either the migration takes something away that the "
    "commit before still uses (then take it away later: expand, migrate, contract), or new code writes what old code "
    "cannot read. See docs/how-to/upgrade.md, 'Writing a migration'."
)

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def old() -> Generator[OldCode]:
    """Unpack the last commit that does not know the schema's last revision."""
    commit = last_commit_before_the_schema()
    if commit is None:
        pytest.skip("no git history with an earlier revision of the schema: nothing to run beside today's code")
    with tempfile.TemporaryDirectory(prefix="tw-skew-") as folder:
        yield unpacked(commit, Path(folder))


@pytest.fixture
def database() -> Generator[OutsideDatabase]:
    """Run a server that is nobody's own."""
    with an_outside_database() as found:
        yield found


def _start(stack: ExitStack, database: OutsideDatabase, role: str, old: OldCode | None = None) -> Running:
    environment = {"DATABASE_URL": database.url}
    if old is not None:
        environment["PYTHONPATH"] = str(old.folder / "src")
    folder = stack.enter_context(a_data_folder())
    return stack.enter_context(serving(folder, "--role", role, environment=environment))


def _revision(database: OutsideDatabase) -> str:
    (row,) = asyncio.run(database.fetch("SELECT version_num FROM alembic_version"))
    return str(row["version_num"])


def _readiness(process: Running) -> tuple[int, str]:
    with process.client() as client:
        schema = client.get("/health").json()["database"]["schema"]
        return client.get("/ready").status_code, str(schema)


def test_a_fleet_is_upgraded_under_load_without_a_failed_request(old: OldCode, database: OutsideDatabase) -> None:
    """Old replicas first; new ones start and migrate; the traffic moves over; old ones stop."""
    with ExitStack() as stack:
        before = [_start(stack, database, role, old) for role in ("api", "orchestrator")]
        assert _revision(database) == old.revisions[-1] != HEAD
        senders = [Sender(name, before[0]) for name in ("first", "second")]
        for sender in senders:
            sender.start()
        time.sleep(2.0)
        began = time.monotonic()
        after = [_start(stack, database, role) for role in ("api", "orchestrator")]
        took = time.monotonic() - began
        assert _revision(database) == HEAD
        senders.append(Sender("third", after[0]))
        senders[-1].start()
        time.sleep(3.0)
        seen = _readiness(before[0])
        for sender in senders:
            sender.running = after[0]
        time.sleep(0.2)
        assert [process.stop() for process in before] == [0, 0]
        time.sleep(2.0)
        for sender in senders:
            sender.enough.set()
        for sender in senders:
            sender.join(60)
        eventually(lambda: settled(database), seconds=120, every=0.5)
        _check(database, senders)
        assert [process.stop() for process in after] == [0, 0]
    if old.knows_newer_schemas:
        assert seen == (200, "ahead")
    print(  # noqa: T201  # the figures that the issue asks for
        f"old {old.commit[:9]} at {old.revisions[-1]}, new at {HEAD}: both new replicas ready {took:.1f} s after their "
        f"start, slowest request {max(sender.slowest for sender in senders):.2f} s",
    )


def _check(database: OutsideDatabase, senders: list[Sender]) -> None:
    refusals = [refusal for sender in senders for refusal in sender.refusals]
    assert refusals == [], f"{ADVICE}\n{refusals[:3]}"
    accepted = {name: alert for sender in senders for name, alert in sender.accepted.items()}
    assert all(len(sender.accepted) > 20 for sender in senders)
    totals = reckon(database, accepted, unsure=0)
    print(f"accepted {len(accepted)}, refused 0, incidents {totals['incidents']}, lost 0, twice 0")  # noqa: T201  # likewise


def test_the_journeys_of_the_commit_before_pass_on_the_new_schema(old: OldCode, database: OutsideDatabase) -> None:
    """Its own tests, its own code, each of its processes on a database that was migrated by today's."""
    if not old.knows_newer_schemas:
        pytest.skip(
            f"{old.commit[:9]} is from before code could tell whether a newer schema bears it: it does not start"
        )
    asyncio.run(_make_template(database))
    journeys = [each for each in JOURNEYS if (old.folder / each).exists()]
    plugin = on_newer_schema.__name__.replace("kit.", "")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", plugin, "-p", "no:cacheprovider", *journeys],
        cwd=old.folder,
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},  # noqa: TID251  # a child's
            "PYTHONPATH": os.pathsep.join((str(old.folder / "src"), str(old.folder / "tests"), str(_plugins(old)))),
            on_newer_schema.ADMINISTRATOR: database.superuser_url,
            on_newer_schema.URL: database.url.replace("/triage_warden?", "/{database}?"),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert done.returncode == 0, f"{ADVICE}\n{done.stdout[-6000:]}{done.stderr[-2000:]}"
    print(done.stdout.strip().splitlines()[-1], f"({old.commit[:9]} on {HEAD})")  # noqa: T201  # the figure


def _plugins(old: OldCode) -> Path:
    """Lay the plugin out by itself: the kit it comes from goes by the name of the old one's."""
    folder = old.folder / "plugins"
    folder.mkdir(exist_ok=True)
    copy(on_newer_schema.__file__, folder)
    return folder


async def _make_template(database: OutsideDatabase) -> None:
    connection = await asyncpg.connect(database.superuser_url)
    await connection.execute(f"CREATE DATABASE {on_newer_schema.TEMPLATE} OWNER triage_warden")
    await connection.close()
    await bring_up_to_date(database.url.replace("/triage_warden?", f"/{on_newer_schema.TEMPLATE}?"))
