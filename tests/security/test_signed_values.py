"""Tests of values that browsers keep for us."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from triage_warden.security.signed_values import SignedValues

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(minutes=10)
OURS = SignedValues([b"k" * 32])


@given(st.binary(max_size=300), st.text(max_size=20))
def test_what_was_signed_is_read(value: bytes, purpose: str) -> None:
    """For its purpose, until its end."""
    signed = OURS.sign(purpose, value, until=LATER)
    assert OURS.read(purpose, signed, NOW) == value
    assert OURS.read(purpose, signed, LATER) is None
    assert OURS.read(purpose + "x", signed, NOW) is None
    assert SignedValues([b"x" * 32]).read(purpose, signed, NOW) is None
    assert SignedValues([b"x" * 32, b"k" * 32]).read(purpose, signed, NOW) == value


@given(st.binary(max_size=60), st.data())
def test_a_changed_value_is_not_ours(value: bytes, data: st.DataObject) -> None:
    """Any character of it."""
    signed = OURS.sign("p", value, until=LATER)
    place = data.draw(st.integers(0, len(signed) - 1))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
    changed = signed[:place] + other + signed[place + 1 :]
    assert changed == signed or OURS.read("p", changed, NOW) is None


@given(st.text(max_size=100))
def test_any_text_is_read_without_an_error(text: str) -> None:
    """It comes from outside."""
    assert OURS.read("p", text, NOW) is None
    assert not OURS.is_token("p", "x", text)


def test_a_token_is_bound_to_what_it_was_made_for() -> None:
    """Another session's is refused, and so is one for another purpose."""
    token = OURS.token("csrf", "session-1")
    assert OURS.is_token("csrf", "session-1", token)
    assert not OURS.is_token("csrf", "session-2", token)
    assert not OURS.is_token("other", "session-1", token)
    assert not SignedValues([b"x" * 32]).is_token("csrf", "session-1", token)
