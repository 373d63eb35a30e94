"""Tests of how entries of the own lists are drawn."""

from datetime import UTC, datetime

import msgspec
import pytest

from triage_warden.cli.own_list_view import ListEntryRow, draw, row_of, tell_removed

BAD = ListEntryRow(id="1", kind="deny", type="domain", value="bad.example.com", reason="phish", added_by="ana")


def test_the_end_is_a_word_or_a_time() -> None:
    """Whether it is past is said, not only coloured."""
    over = msgspec.structs.replace(BAD, expires_at=datetime(2026, 4, 2, tzinfo=UTC), in_force=False)
    assert row_of(BAD)[5] == "never"
    assert str(row_of(over)[5]).startswith("expired 2026-04-02")


def test_values_do_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """They come from attackers."""
    hostile = msgspec.json.encode(msgspec.structs.replace(BAD, value="a\x1b[2Jb"))
    draw(hostile)
    tell_removed(hostile)
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "deny list" in told
