"""How a setting's text is read."""

from enum import StrEnum
from pathlib import Path
from typing import Literal

import pytest

from triage_warden.wiring.setting import About, convert


class Colour(StrEnum):
    """Two of them."""

    RED = "red"
    BLUE = "blue"


@pytest.mark.parametrize(
    ("text", "kind", "about", "value"),
    [
        ("12", int, About(""), 12),
        ("1_000", int, About(""), 1000),
        ("2k", int, About("", unit="bytes"), 2048),
        ("Off", bool, About(""), False),
        ("true", bool, About(""), True),
        ("RED", Colour, About(""), Colour.RED),
        ("Json", Literal["json", "pretty"], About(""), "json"),
        (" A, b,,", tuple[str, ...], About(""), ("a", "b")),
        ("/x/y", Path | None, About(""), Path("/x/y")),
        ("As it is", str, About(""), "As it is"),
    ],
)
def test_a_text_becomes_a_value_of_its_kind(text: str, kind: object, about: About, value: object) -> None:
    """People write them by hand."""
    assert convert(text, kind, about) == value


@pytest.mark.parametrize(
    ("text", "kind", "about", "reason"),
    [
        ("x", int, About(""), "'x' is not a whole number"),
        ("2k", int, About(""), "'2k' is not a whole number"),
        ("11", int, About("", least=1, most=10), "11 is outside 1 to 10"),
        ("perhaps", bool, About(""), "'perhaps' is not one of true, yes, on, 1, false, no, off, 0"),
        ("green", Colour, About(""), "'green' is not one of red, blue"),
    ],
)
def test_a_text_that_is_none_is_refused_with_what_would_do(text: str, kind: object, about: About, reason: str) -> None:
    """One line for who set it."""
    with pytest.raises(ValueError, match=reason):
        convert(text, kind, about)
