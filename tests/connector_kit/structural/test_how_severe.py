import pytest

from triage_warden.connector_kit.structural.how_severe import how_severe, syslog_severity


@pytest.mark.parametrize(
    ("value", "words", "expected"),
    [
        ("High", (), "high"),
        ("LOG_WARNING", (), "medium"),
        ("High Risk", (), "high"),
        ("P1", (), "critical"),
        ("8/10", (), "high"),
        ("0.95", (), "critical"),
        (0, ("severity",), "informational"),
        (5, ("severity",), "medium"),
        (10, ("severity",), "critical"),
        (75, ("risk", "score"), "high"),
        (1, ("priority",), "critical"),
        (6, ("priority",), "informational"),
        (-1, ("severity",), "medium"),
    ],
)
def test_words_and_numbers_of_any_scale(value: str | float, words: tuple[str, ...], expected: str) -> None:
    """0 to 10, 0 to 100, 0 to 1, and priorities where one is the worst."""
    found = how_severe(value, words)
    assert found is not None
    assert found.severity == expected


@pytest.mark.parametrize("value", ["", "elephant", 5000, True, "1.2.3"])
def test_what_says_nothing_is_none(value: str | float) -> None:
    """No severity is made up."""
    assert how_severe(value) is None


def test_syslogs_scale_runs_the_other_way() -> None:
    """0 is an emergency, 7 is for debugging."""
    assert syslog_severity(0) == "critical"
    assert syslog_severity(7) == "informational"
