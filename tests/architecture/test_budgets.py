"""Files stay small enough to read in one go."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WALL = 300
FORBIDDEN_NAMES = frozenset({"base", "common", "helper", "helpers", "manager", "misc", "service", "util", "utils"})
SOURCES = sorted((ROOT / "src").rglob("*.py"))
EVERYTHING = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "evals").rglob("*.py"))]


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_over_the_wall(path: Path) -> None:
    """A file over 300 lines is two files."""
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= WALL, f"{path.relative_to(ROOT)} has {lines} lines; cut it by what it computes"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_named_for_what_it_is(path: Path) -> None:
    """A drawer named utils has no bottom."""
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_package_says_what_it_is(path: Path) -> None:
    """A folder with code is a package whose docstring says what belongs there."""
    init = path.parent / "__init__.py"
    assert init.exists(), f"{path.parent.relative_to(ROOT)} has no __init__.py"
    assert init.read_text(encoding="utf-8").lstrip().startswith('"""')
