"""Text from alerts must not steer the terminal, and figures are drawn to scale."""

import io
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from triage_warden.cli.drawing import bar, cell, moment, one_line, percent, table, visible, word


def drawn(thing: object) -> str:
    """Return what a colourless terminal would show."""
    screen = Console(file=io.StringIO(), width=200, color_system=None, force_terminal=True)
    screen.print(thing)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


@given(st.text())
def test_nothing_that_steers_a_terminal_gets_through(text: str) -> None:
    """No control character but tab and line feed, no bidirectional override, no half surrogate."""
    shown = visible(text)
    assert all(each in "\t\n" or each.isprintable() or each.isspace() or ord(each) > 0xFF for each in shown)
    assert not set(shown) & set("\x1b\x07\x08\r\x9b\u202e\u2066\u200b")
    shown.encode()


def test_escape_codes_are_written_out() -> None:
    """One sees what was tried."""
    assert visible("a\x1b]0;x\x07b\x9bc\u202ed\udcff") == "a\\x1b]0;x\\x07b\\x9bc\\u202ed\\udcff"


def test_a_line_stays_a_line() -> None:
    """Breaks and runs of white space become one space."""
    assert one_line(" a\r\n\tb\u2028c ") == "a b c"


def test_markup_in_an_alert_is_just_text() -> None:
    """Brackets must not colour, link or crash."""
    assert "[red]x[/red] [/nothing]" in drawn(table(["Title"], [["[red]x[/red] [/nothing]"]]))
    assert "[link=http://a]" in drawn(cell("[link=http://a]"))


def test_missing_values_are_empty_or_a_dash() -> None:
    """None is never shown as a word."""
    assert drawn(cell(None)).strip() == ""
    assert drawn(word(None)).strip() == "-"
    assert percent(None) == "-"
    assert moment(None) == "-"


def test_times_are_shown_in_utc() -> None:
    """Analysts of two continents read the same."""
    berlin = timezone(timedelta(hours=1))
    assert moment(datetime(2026, 3, 2, 9, 12, 3, tzinfo=berlin)) == "2026-03-02 08:12:03Z"
    assert moment(datetime(2026, 3, 2, 8, 12, 3, tzinfo=UTC)) == "2026-03-02 08:12:03Z"


def test_the_heaviest_fact_has_the_longest_bar() -> None:
    """Length is to scale; the sign is written and coloured."""
    assert bar(4.0, 4.0).plain == " +4.0 " + "█" * 12
    assert bar(-2.0, 4.0).plain == " -2.0 " + "█" * 6
    assert bar(0.1, 4.0).plain.count("█") == 1
    assert bar(0.0, 0.0).plain.count("█") == 0
    assert (bar(1.0, 1.0).style, bar(-1.0, 1.0).style) == ("red", "green")
