"""The table against OWASP ASVS 5.0 is whole, and names code, tests and pages that exist."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import msgspec
import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/asvs.md"
STATES = ("met", "partly", "not met", "operator", "n/a")
LEVELS_1_AND_2 = (
    "1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1 3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2 "
    "4.1.1-3 4.2.1 4.3.1-2 4.4.1-4 5.1.1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 "
    "6.8.1-4 7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 8.1.1-2 8.2.1-3 8.3.1 8.4.1 9.1.1-3 9.2.1-4 10.1.1-2 "
    "10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1 11.6.1 "
    "12.1.1-3 12.2.1-2 12.3.1-4 13.1.1 13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4 14.3.1-3 15.1.1-3 15.2.1-3 "
    "15.3.1-7 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1 17.2.1-4 17.3.1-2"
)
"""Numbers of the requirements of levels 1 and 2 in version 5.0.0."""
_ROW = re.compile(
    r"^\| (?P<numbers>\d+\.\d+\.\d+(?:-\d+)?) \| (?P<state>[^|]+) \| [^|]+ \|(?P<code>[^|]*)\|(?P<tests>[^|]*)\|$"
)


class Row(msgspec.Struct, frozen=True):
    """A line of the table."""

    numbers: tuple[str, ...]
    state: str
    code: tuple[str, ...]
    tests: tuple[str, ...]


@cache
def rows() -> tuple[Row, ...]:
    """Return the table."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    matches = [match for line in lines if (match := _ROW.match(line))]
    assert len(matches) == sum(bool(re.match(r"\| \d", line)) for line in lines), "a row has another shape"
    return tuple(
        Row(spread(match["numbers"]), match["state"].strip(), named(match["code"]), named(match["tests"]))
        for match in matches
    )


def spread(numbers: str) -> tuple[str, ...]:
    """Return `1.2.3-5` as three numbers."""
    section, _, last = numbers.rpartition(".")
    first, _, end = last.partition("-")
    return tuple(f"{section}.{number}" for number in range(int(first), int(end or first) + 1))


def named(cell: str) -> tuple[str, ...]:
    """Return what stands in code marks."""
    return tuple(re.findall(r"`([^`]+)`", cell))


def test_every_requirement_of_the_two_levels_is_there_once() -> None:
    """None is left out, and none is made up."""
    found = Counter(number for row in rows() for number in row.numbers)
    wanted = [number for numbers in LEVELS_1_AND_2.split() for number in spread(numbers)]
    assert len(wanted) == 253
    assert sorted(found) == sorted(wanted)
    assert [number for number, times in found.items() if times > 1] == []


def test_what_is_named_exists() -> None:
    """Code, pages, test files, and the tests in them."""
    for row in rows():
        for name in row.code:
            home = ROOT if name.startswith("docs/") else ROOT / "src/triage_warden"
            assert (home / name).is_file(), f"{row.numbers}: {name}"
        for name in row.tests:
            path, _, test = name.partition("::")
            file = ROOT / "tests" / path
            assert file.is_file(), f"{row.numbers}: {name}"
            assert not test or f"def {test}(" in file.read_text(encoding="utf-8"), f"{row.numbers}: {name}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.numbers[0])
def test_what_is_called_met_names_what_shows_it(row: Row) -> None:
    """A test for what code does; for what is to be written down, the page."""
    assert row.state in STATES
    if row.state == "met":
        written = bool(row.code) and all(name.startswith("docs/") for name in row.code)
        assert row.tests or written
        assert row.code


def test_the_counts_are_right() -> None:
    """The line above the table says how many requirements are in each state."""
    counted = Counter(row.state for row in rows() for _ in row.numbers)
    line = ", ".join(f"{state} {counted[state]}" for state in STATES)
    assert f"\n**Of 253: {line}.**\n" in PAGE.read_text(encoding="utf-8")
