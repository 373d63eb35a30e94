import pytest

from triage_warden.connector_kit.fields import as_text, concise, first_text, items, number, record, records, text, texts

BODY = {
    "a": {
        "b": " words\x00 ",
        "n": 7,
        "f": 1.5,
        "yes": True,
        "none": None,
        "list": ["x", 2, None, {}],
        "huge": 10**5000,
    },
    "s": "12.5",
    "o": [{"k": 1}, 2, {"k": 3}],
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.b", "words"),
        ("a.n", "7"),
        ("a.f", "1.5"),
        ("a.yes", ""),
        ("a.none", ""),
        ("a.list", ""),
        ("a.huge", ""),
        ("a.b.c", ""),
        ("zzz", ""),
    ],
)
def test_a_text_is_what_can_be_shown(path: str, expected: str) -> None:
    """Numbers are shown, everything else that is no text is absent."""
    assert text(BODY, path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a.n", 7.0), ("a.f", 1.5), ("s", 12.5), ("a.b", None), ("a.yes", None), ("a.huge", None), ("zzz", None)],
)
def test_digits_in_a_string_are_a_number(path: str, expected: float | None) -> None:
    """Vendors write numbers both ways."""
    assert number(BODY, path) == expected


def test_the_first_text_that_says_something_is_taken() -> None:
    """Names of fields differ between versions."""
    assert first_text(BODY, "zzz", "a.none", "a.b", "s") == "words"
    assert not first_text(BODY, "zzz")


def test_one_value_counts_as_a_list_of_one() -> None:
    """Many exporters unwrap lists of one."""
    assert items(BODY, "s") == ["12.5"]
    assert items(BODY, "zzz") == []
    assert texts(BODY, "a.list") == ["x", "2"]


def test_only_objects_are_records() -> None:
    """What is mixed into a list of objects is left out."""
    assert [each["k"] for each in records(BODY, "o")] == [1, 3]
    assert record(BODY, "s") == {}
    assert record(BODY, "a")["n"] == 7


def test_words_become_one_short_line() -> None:
    """Titles stand in lists."""
    assert concise(" two\n lines ") == "two lines"
    assert concise("x" * 400, 10) == "x" * 9 + "…"


def test_not_a_scalar_is_no_text() -> None:
    """Objects are not shown as text."""
    assert not as_text({"a": 1})
