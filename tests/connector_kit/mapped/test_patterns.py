import time

import pytest

from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.patterns import pattern, search


def test_case_does_not_matter() -> None:
    """Vendors change it."""
    assert search(pattern("^guardduty$"), "GuardDuty")


@pytest.mark.parametrize("written", ["(", "(?<=a)b", "a{1001}", "x" * 2_000])
def test_what_re2_does_not_take_is_said(written: str) -> None:
    """Look-arounds and the like would take more than linear time."""
    with pytest.raises(BadExpression, match="pattern"):
        pattern(written)


def test_what_is_no_utf8_matches_nothing() -> None:
    r"""JSON may hold `\ud800`."""
    assert search(pattern("."), "\ud800") is None


def test_hostile_text_takes_no_longer() -> None:
    """A backtracking engine would not return from this."""
    began = time.process_time()
    assert search(pattern("^(a+)+$"), "a" * 16_000 + "!") is None
    assert time.process_time() - began < 1
