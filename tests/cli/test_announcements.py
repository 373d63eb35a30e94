"""What `serve` tells, as lines."""

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
    found = told(announcement)
    assert (None if found is None else _STYLE.sub("", found)) == line


def test_people_get_lines_and_no_empty_ones(capsys: pytest.CaptureFixture[str]) -> None:
    """Sixty payloads are not sixty lines."""
    tell = teller(Output.TABLE)
    tell(Announcement(kind="sample", text="Fed.", done=1, total=61))
    tell(Announcement(kind="step", text="Starting."))
    assert capsys.readouterr().out == "  Starting.\n"


def test_programs_get_every_announcement_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """One line each."""
    teller(Output.JSON)(INCIDENT)
    found = json.loads(capsys.readouterr().out)
    assert (found["kind"], found["number"], found["confidence"]) == ("incident", "INC-2026-000001", 0.97)
