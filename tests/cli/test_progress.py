"""Progress is for people who watch."""

import pytest

from triage_warden.cli.progress import progress


def test_nothing_is_drawn_where_stderr_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Logs and pipes stay clean."""
    with progress("Sending [red]\x1b", 2) as advance:
        advance()
        advance.shows(total=3, text="next")
        advance(2)
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")
