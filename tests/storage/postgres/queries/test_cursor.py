"""Tests of cursors."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.kernel.page import PageRequest
from triage_warden.storage.postgres.errors import BadCursor
from triage_warden.storage.postgres.queries.cursor import decode_cursor, encode_cursor, limit_of


@given(st.datetimes(timezones=st.just(UTC)), st.uuids())
def test_comes_back_exactly(at: datetime, identifier: UUID) -> None:
    """A key survives to the microsecond, in characters that a URL takes as they are."""
    cursor = encode_cursor((at, identifier))
    assert decode_cursor(cursor, tuple[datetime, UUID]) == (at, identifier)
    assert cursor.replace("-", "").replace("_", "").isalnum()


@given(st.text(max_size=80))
def test_any_text_is_a_cursor_or_refused(text: str) -> None:
    """Whatever a caller sends, the answer is a key or BadCursor."""
    try:
        decode_cursor(text, tuple[datetime, UUID])
    except BadCursor:
        return


@pytest.mark.parametrize("cursor", ["", "x", "not a cursor", "AAAA", encode_cursor(("text", 1)), encode_cursor((1,))])
def test_a_cursor_of_another_list_is_refused(cursor: str) -> None:
    """A cursor is good for the list that gave it out."""
    with pytest.raises(BadCursor):
        decode_cursor(cursor, tuple[datetime, UUID])


@pytest.mark.parametrize(("asked", "given_"), [(-5, 1), (0, 1), (1, 1), (200, 200), (10_000, 200)])
def test_limits_are_kept_within_bounds(asked: int, given_: int) -> None:
    """A page has 1 to 200 items."""
    assert limit_of(PageRequest(limit=asked)) == given_
