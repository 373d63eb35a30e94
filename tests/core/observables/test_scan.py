import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.observables.scan import INVISIBLE, LETTER, SYMBOL, Marks, Pattern, shape_of


@given(st.text())
def test_a_shape_has_one_byte_for_each_character(text: str) -> None:
    """Whatever Unicode holds, lone surrogates too; ASCII stays."""
    shape = shape_of(text)
    assert len(shape) == len(text)
    assert all(byte == ord(character) for byte, character in zip(shape, text, strict=True) if character.isascii())


def test_other_scripts_are_letters_and_the_rest_symbols() -> None:
    """No pattern has to know Unicode."""
    assert list(shape_of("ü字٣”…\u200b\u00a0")) == [LETTER, LETTER, LETTER, SYMBOL, SYMBOL, INVISIBLE, 0x20]


def test_patterns_find_spans() -> None:
    """Left to right, from and to where they are told."""
    digits = Pattern(rb"[0-9]+")
    assert list(digits.spans(b"a1b22c333")) == [(1, 2), (3, 5), (6, 9)]
    assert digits.search(b"a1b22", 2) == (3, 5)
    assert digits.search(b"a1b22", 0, 1) is None
    assert digits.match(b"a1", 1) == (1, 2)
    assert digits.match(b"a1") is None
    assert digits.fits(b"12")
    assert not digits.fits(b"12a")
    assert Pattern(b"a", ignore_case=True).fits(b"A")


@given(st.binary(max_size=30))
def test_spans_are_those_of_the_library(shape: bytes) -> None:
    """We ask its engine past its match objects; with empty matches too."""
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    for expression in (rb"[a-m]+", rb"[a-m]*", rb"\x00|$"):
        theirs = [match.span() for match in re2.finditer(expression, shape, options)]
        assert list(Pattern(expression).spans(shape)) == theirs


def test_a_wrong_pattern_is_refused() -> None:
    """When it is compiled, not when a text meets it."""
    with pytest.raises(ValueError, match="missing"):
        Pattern(b"(a")


def test_marks_are_told_in_one_pass() -> None:
    """Case does not matter; none is none."""
    marks = Marks([b"://", b"@", b"hklm"])
    assert marks.seen(b"HKLM and a@b") == [1, 2]
    assert marks.seen(b"nothing") == []
