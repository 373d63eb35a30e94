import pytest

from triage_warden.connector_kit.severity import by_bands, by_word
from triage_warden.core.alerts.severity import Severity

BANDS = ((3, Severity.LOW), (6, Severity.MEDIUM), (8, Severity.HIGH))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("High", Severity.HIGH),
        (" critical ", Severity.CRITICAL),
        ("Very-High", Severity.CRITICAL),
        ("Informational", Severity.INFORMATIONAL),
        ("Major", Severity.HIGH),
        ("unknown", None),
        ("", None),
    ],
)
def test_words_are_mapped_and_unknown_ones_say_nothing(word: str, expected: Severity | None) -> None:
    """A source that says `unknown` has not said `medium`."""
    assert by_word(word) is expected


@pytest.mark.parametrize(("number", "expected"), [(-1, "low"), (3, "low"), (3.5, "medium"), (8, "high"), (99, "high")])
def test_a_number_falls_into_the_first_band_that_reaches_it(number: float, expected: str) -> None:
    """Above the last band it stays in the last."""
    assert by_bands(number, BANDS) == expected
