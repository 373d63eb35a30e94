"""How a mail's own words are quoted."""

from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.facts.mail.finding import MAX_QUOTED, quoted, shown


@given(st.text(alphabet=st.characters(), max_size=300))
def test_quotations_are_one_short_line_without_markup(text: str) -> None:
    """Whatever the mail says, it cannot speak as us."""
    quote = quoted(text)
    assert len(quote) <= MAX_QUOTED + 2
    assert not set(quote) & {"<", ">", "\n", "\r", "\x00", "\u202e", "\u200b"}
    assert quote[1:-1].count('"') == 0
    quote.encode("utf-8")


def test_short_words_stay_as_they_are() -> None:
    """With and without marks."""
    assert quoted("verify now") == '"verify now"'
    assert shown("Sam  Rivers") == "Sam Rivers"
    assert quoted("a" * 200, 10) == '"' + "a" * 9 + '…"'


def test_what_cannot_be_shown_is_replaced() -> None:
    """Characters that nobody assigned, or for private use."""
    assert quoted("a\U00018d09b\ue000") == '"a\ufffdb\ufffd"'
