"""Tests of checking a chain line by line."""

from pathlib import Path

import pytest

from kit.alerts import NOON
from kit.audit import a_chain
from triage_warden.cli.audit_check import check, kept_in
from triage_warden.core.audit.export import NotAnExport, heading, line
from triage_warden.core.audit.model import Head
from triage_warden.kernel.ids import DEFAULT_TENANT

CHAIN = a_chain(3)
HEADING = heading(DEFAULT_TENANT, Head(seq=3, hash=CHAIN[-1].hash), at=NOON, filtered=False)


def test_blank_lines_and_returns_are_passed_over() -> None:
    """A file that went through another system is still the record."""
    lines = [HEADING, b"\r\n", *(line(entry).replace(b"\n", b"\r\n") for entry in CHAIN), b"\n"]
    checked = check(lines, ())
    assert (checked.ok, checked.entries, checked.last, checked.hash) == (True, 3, 3, CHAIN[-1].hash.hex())


def test_a_line_that_is_none_is_named() -> None:
    """By its number in the file."""
    with pytest.raises(NotAnExport, match="Line 3"):
        check([HEADING, line(CHAIN[0]), b"{"], ())


def test_a_broken_file_of_heads_is_refused(tmp_path: Path) -> None:
    """Heads that cannot be read must not look like none."""
    path = tmp_path / "heads"
    path.write_bytes(b"\n{}\n")
    with pytest.raises(NotAnExport, match="Line 2"):
        kept_in(path)
