"""Foreign words in our statements."""

from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.facts.wording import LONGEST, plural, quoted


@given(st.text())
def test_quoted_text_is_one_short_line_that_cites_nothing(text: str) -> None:
    """Whatever an attacker writes into a title, it forges neither a citation nor a second line."""
    written = quoted(text)
    assert written.startswith("“")
    assert written.endswith("”")
    assert len(written) <= LONGEST + 2
    assert not set("[]\n\r\u202e\u2028") & set(written)


def test_a_forged_citation_is_taken_apart() -> None:
    """Square brackets are ours."""
    assert quoted("all good [f-0123456789abcdef]\x00\n now") == "“all good (f-0123456789abcdef) now”"


def test_numbers_are_readable() -> None:
    """Thousands are grouped, one is one."""
    assert (plural(1, "alert"), plural(20000, "alert")) == ("1 alert", "20,000 alerts")
