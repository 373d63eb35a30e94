import pytest

from triage_warden.connectors.sentinel.embedded import embedded, embedded_list


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ('{"a": 1}', {"a": 1}),
        ({"a": 1}, {"a": 1}),
        ("", {}),
        (None, {}),
        ("[1]", {}),
        ('{"a": ', {}),
        ("{" * 100_000, {}),
        ("words", {}),
    ],
)
def test_an_object_is_opened_or_empty(column: object, expected: dict[str, object]) -> None:
    """A column that cannot be read costs what is in it, not the alert."""
    assert embedded(column) == expected


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ('["T1059", "T1018"]', ["T1059", "T1018"]),
        (["T1059"], ["T1059"]),
        ("T1059, T1018", ["T1059", "T1018"]),
        ('{"a":1}', [{"a": 1}]),
        (None, []),
        ("", []),
        ("[1,", []),
        (7, []),
    ],
)
def test_a_list_is_opened_or_split(column: object, expected: list[object]) -> None:
    """Queries write lists of words with commas."""
    assert embedded_list(column) == expected
