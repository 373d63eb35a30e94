from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.facts.model import FactId
from triage_warden.web.pages.citations import Piece, pieces

A, B = FactId("f-00aa11bb22cc33dd"), FactId("f-ffff00001111eeee")


def test_citations_become_numbers_with_links() -> None:
    """One or several in a bracket."""
    found = pieces(f"It is bad [{A}, {B}]. Really [{A}].", {A: 1, B: 2})
    assert found == [
        Piece("It is bad "),
        Piece("1", A),
        Piece("2", B),
        Piece(". Really "),
        Piece("1", A),
        Piece("."),
    ]


def test_a_fact_that_is_not_there_is_not_linked() -> None:
    """A link to nowhere would look like evidence."""
    assert pieces(f"It is bad [{B}].", {A: 1}) == [Piece("It is bad "), Piece(".")]


@given(st.text())
def test_text_without_citations_stays_as_it_is(text: str) -> None:
    """Nothing else in brackets is touched."""
    assert "".join(piece.text for piece in pieces(text, {})) == text
