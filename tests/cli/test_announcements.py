"""What `serve` tells, as lines."""

import io
import json
import re

import pytest

from triage_warden.cli.announcements import teller, told
from triage_warden.cli.options import Output
from triage_warden.wiring.announce import Announcement

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
INCIDENT = Announcement(
    kind="incident", text="Beacon\x1b[2J from WS-1", number="INC-2026-000001", verdict="malicious", confidence=0.97
)


@pytest.mark.parametrize(
    ("announcement", "line"),
    [
        (Announcement(kind="step", text="Starting."), "  Starting."),
        (Announcement(kind="administrator", text="Sign in as admin."), "\n  Sign in as admin.\n"),
        (Announcement(kind="stopping", text="Stopping."), "  Stopping."),
        (
            Announcement(kind="ready", text="It answers at http://127.0.0.1:8080.", url="http://127.0.0.1:8080"),
            "\n  It answers at http://127.0.0.1:8080.   (Ctrl-C stops it)\n",
        ),
        (INCIDENT, "  INC-2026-000001  malicious     97%  Beacon\\x1b[2J from WS-1"),
        (Announcement(kind="incident", text="?"), "  -  -               -  ?"),
        (Announcement(kind="sample", text="Fed.", done=3, total=61), None),
        (Announcement(kind="sample", text="Fed.", done=61, total=61), "\n  Sample stream fed: 61 payloads.\n"),
    ],
)
def test_each_kind_has_its_line(announcement: Announcement, line: str | None) -> None:
    """Titles of incidents are hostile: what steers the terminal is written out."""
    assert told(announcement, colours=False) == line
    styled = told(announcement, colours=True)
    assert (None if styled is None else _STYLE.sub("", styled)) == line


def test_people_get_lines_and_no_empty_ones() -> None:
    """Sixty payloads are not sixty lines; a file gets no colours."""
    out = io.BytesIO()
    tell = teller(Output.TABLE, out)
    tell(Announcement(kind="sample", text="Fed.", done=1, total=61))
    tell(INCIDENT)
    assert out.getvalue() == b"  INC-2026-000001  malicious     97%  Beacon\\x1b[2J from WS-1\n"


def test_programs_get_every_announcement_as_json() -> None:
    """One line each."""
    out = io.BytesIO()
    teller(Output.JSON, out)(INCIDENT)
    found = json.loads(out.getvalue())
    assert (found["kind"], found["number"], found["confidence"]) == ("incident", "INC-2026-000001", 0.97)
