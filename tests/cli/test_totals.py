"""Totals of what was sent."""

from datetime import timedelta

import msgspec
import pytest

from kit.clock import FrozenClock
from triage_warden.cli.answers import ReceiptRow
from triage_warden.cli.options import Output
from triage_warden.cli.totals import Totals


def some_totals(*, guessed: bool = False) -> Totals:
    """Return totals of two requests in two seconds."""
    clock = FrozenClock()
    totals = Totals(clock=clock)
    totals.expect(6, "wazuh", guessed=guessed)
    totals.add(ReceiptRow(accepted=2, duplicates=1))
    totals.add(ReceiptRow(accepted=1, duplicates=1, quarantined=1))
    totals.skip("x.bin: No source.")
    clock.advance(timedelta(seconds=2))
    return totals


def test_people_read_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """With the rate, and where to look when something is in quarantine."""
    some_totals().show(Output.TABLE)
    assert capsys.readouterr().out == (
        "6 payloads from 1 files in 2 requests and 2.0 s (3/s): 3 accepted, 2 repeats folded, 1 in quarantine\n"
        "Why: triage-warden quarantine list\n"
    )


def test_a_guess_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """So that a wrong one is seen, and what to do about it."""
    totals = some_totals(guessed=True)
    totals.expect(1, "mail")
    totals.show(Output.TABLE)
    assert "recognised in each file: mail (1), wazuh (1); name another with --source\n" in capsys.readouterr().out


def test_programs_read_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is left out."""
    some_totals().show(Output.JSON)
    assert msgspec.json.decode(capsys.readouterr().out) == {
        "files": 1,
        "payloads": 6,
        "requests": 2,
        "accepted": 3,
        "duplicates": 2,
        "quarantined": 1,
        "seconds": 2.0,
        "unsent": ["x.bin: No source."],
        "sources": {"wazuh": 1},
    }


def test_nothing_sent_in_no_time_is_no_division_by_zero(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty file is fast."""
    Totals(clock=FrozenClock()).show(Output.TABLE)
    assert "(0/s)" in capsys.readouterr().out
