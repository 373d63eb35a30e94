"""Tests of text that PostgreSQL can hold."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.storage.postgres.text import as_json, optional, storable
from triage_warden.storage.postgres.unit import Database

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=20)


@given(ANY_TEXT)
def test_any_text_becomes_storable(text: str) -> None:
    """What comes out is UTF-8 without zero characters, as long as what went in, and stays the same a second time."""
    clean = storable(text)
    assert b"\0" not in clean.encode()
    assert len(clean) == len(text)
    assert storable(clean) == clean


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_ordinary_text_is_not_touched(text: str) -> None:
    """Only what cannot be stored is replaced."""
    assert storable(text) == text


def test_nothing_stays_nothing() -> None:
    """An optional text may be absent."""
    assert (optional(None), optional("a\0")) == (None, "a\ufffd")


@given(
    st.recursive(ANY_TEXT | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner))
)
def test_any_value_becomes_json_without_zero(value: object) -> None:
    """Zero characters and surrogates anywhere, keys included, are replaced; backslashes are not confused with them."""
    text = as_json(value)
    text.encode()
    assert "\0" not in str(msgspec.json.decode(text))


@pytest.mark.parametrize("value", ["\\u0000", "\\\\u0000", "a\x00b", "\ud800", {"\x00": "\\u0000"}])
async def test_jsonb_takes_it(database: Database, value: object) -> None:
    """The strictest column there is takes what comes out."""
    async with database.system() as system:
        assert await system.raw.fetchval("SELECT $1::text::jsonb::text", as_json(value)) is not None


def test_a_backslash_before_u0000_is_kept() -> None:
    """The four characters after a backslash are text, not an escape."""
    assert msgspec.json.decode(as_json("\\u0000")) == "\\u0000"
