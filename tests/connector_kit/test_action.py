import pytest

from triage_warden.connector_kit.action import action_taken


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("blocked", "blocked"),
        ("REQ_BLOCKED", "blocked"),
        ("Denied", "blocked"),
        ("IDS:Reset", "blocked"),
        ("not blocked", "allowed"),
        ("Unblocked", "allowed"),
        ("Quarantined", "quarantined"),
        ("REQ_PASSED", "allowed"),
        ("HTTPS Bypass", "allowed"),
        ("notified", "detected"),
        ("Logged", "detected"),
        ("File renamed", ""),
        ("", ""),
    ],
)
def test_what_was_done_is_one_of_few_words(words: str, expected: str) -> None:
    """Words that undo go before the words they undo."""
    assert action_taken(words) == expected
