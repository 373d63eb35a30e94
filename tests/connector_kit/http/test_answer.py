"""What an answer says about coming back."""

import pytest

from triage_warden.connector_kit.http.answer import LONGEST_WAIT, Answer


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("30", 30.0), ("", None), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("-1", None), ("9" * 30, LONGEST_WAIT)],
)
def test_retry_after_in_seconds_is_believed_within_reason(header: str, seconds: float | None) -> None:
    """A date, or nonsense, is as good as nothing."""
    assert Answer(status=429, headers={"retry-after": header}, body=b"").retry_after == seconds
