"""Tests of one-time codes."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.security.one_time_codes import (
    RECOVERY_CODES,
    STEP_SECONDS,
    OneTimeCodes,
    address_of,
    code_at,
    spelled,
)

SECRET = b"12345678901234567890"
"""The secret of RFC 6238 appendix B."""
NOW = datetime(2026, 3, 2, 9, 0, 15, tzinfo=UTC)
CODES = OneTimeCodes()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238 appendix B, the last six of its eight digits."""
    assert code_at(seconds // STEP_SECONDS, SECRET) == code
    assert CODES.step_of(code, SECRET, datetime.fromtimestamp(seconds, UTC)) == seconds // STEP_SECONDS


@pytest.mark.parametrize(("late", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_off(late: int, *, taken: bool) -> None:
    """One, not two."""
    step = int(NOW.timestamp()) // STEP_SECONDS
    assert (CODES.step_of(code_at(step + late, SECRET), SECRET, NOW) == step + late) is taken


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666", "-12345", "12345."]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    """Six ASCII digits, nothing else."""
    assert CODES.step_of(typed, SECRET, NOW) is None


def test_spaces_in_a_code_do_not_matter() -> None:
    """Apps show `123 456`."""
    code = code_at(int(NOW.timestamp()) // STEP_SECONDS, SECRET)
    assert CODES.step_of(f" {code[:3]} {code[3:]} ", SECRET, NOW) is not None


@given(st.integers(0, 10**6), st.binary(min_size=20, max_size=20))
def test_a_code_of_the_present_is_taken_with_any_secret(minutes: int, secret: bytes) -> None:
    """Whatever the secret and the time."""
    now = NOW + timedelta(minutes=minutes)
    step = int(now.timestamp()) // STEP_SECONDS
    found = CODES.step_of(code_at(step, secret), secret, now)
    assert found is not None
    assert found >= step  # two steps may share a code by chance; the later one is spent


def test_the_address_is_what_apps_read() -> None:
    """Label, secret and issuer, escaped."""
    parts = urlsplit(address_of(SECRET, account="ana@example.com", issuer="Triage Warden"))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert parts.path == "/Triage%20Warden%3Aana@example.com"
    assert parse_qs(parts.query)["secret"] == ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"]


def test_secrets_are_long_and_differ() -> None:
    """160 bits."""
    assert len(CODES.new_secret()) == 20
    assert CODES.new_secret() != CODES.new_secret()
    assert spelled(b"\x00" * 20) == "A" * 32


def test_recovery_codes_are_known_however_they_are_typed() -> None:
    """Capitals, blanks and dashes do not matter; another code does."""
    codes = CODES.new_recovery_codes()
    assert len(set(codes)) == RECOVERY_CODES
    assert CODES.digest_of(codes[0]) == CODES.digest_of(codes[0].upper().replace("-", " "))
    assert CODES.digest_of(codes[0]) != CODES.digest_of(codes[1])


def test_recovery_codes_hold_enough_chance_for_a_plain_hash() -> None:
    """All of the 112 bits that a hash without salt and stretching asks for are in the letters that are shown."""
    codes = CODES.new_recovery_codes()
    assert {len(code.replace("-", "")) * 5 for code in codes} == {120}
    assert len({code[:4] for code in codes}) > 1
