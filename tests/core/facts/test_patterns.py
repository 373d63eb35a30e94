"""Linear patterns."""

from time import process_time

from triage_warden.core.facts.patterns import compiled


def test_case_does_not_matter() -> None:
    """Command lines and titles are written as anybody likes."""
    assert compiled("mimikatz").search(b"MimiKatz.exe") is not None
    assert compiled("mimikatz").search(b"notepad") is None


def test_a_text_made_to_be_slow_is_not() -> None:
    """What takes a backtracking engine for ever takes this one no longer than any text."""
    start = process_time()
    compiled("(a+)+$").search(b"a" * 100_000 + b"!")
    assert process_time() - start < 1.0
