import pytest

from evals.adversarial_formats import UNITS, adversarial


def test_adversarial_texts_begin_what_every_reader_reads() -> None:
    """One of them for each format and finder at least."""
    assert len(UNITS) > 30
    assert all(UNITS)


def test_every_reader_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    """On small texts here; ten times the text may take ten times as long, and some for chance."""
    figures = adversarial((0.005, 0.05))
    assert figures.keys() == {"decode", "normalise", "find", "parse"}
    assert len(capsys.readouterr().out.splitlines()) == len(figures)
