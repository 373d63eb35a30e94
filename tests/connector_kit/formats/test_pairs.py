import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.connector_kit.formats.pairs import MAX_PAIRS, read_pairs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a=1 b="two words" c=x', {"a": "1", "b": "two words", "c": "x"}),
        ("a='it is' b=2", {"a": "it is", "b": "2"}),
        ("a=one two b=three", {"a": "one two", "b": "three"}),
        ("SRC=192.0.2.1 ID=0 DF PROTO=TCP", {"SRC": "192.0.2.1", "ID": "0", "PROTO": "TCP"}),
        ("a=1, b=2, c=three four", {"a": "1", "b": "2", "c": "three four"}),
        ("a=1;b=2|c=3", {"a": "1", "b": "2", "c": "3"}),
        (r'a="say \"hi\"" b=2', {"a": 'say "hi"', "b": "2"}),
        (r'path="C:\dir\" b="x"', {"path": "C:\\dir\\", "b": "x"}),
        ('base=""ou=x,o=y"" scope=2', {"base": "ou=x,o=y", "scope": "2"}),
        ('[action:"Drop"; src:"192.0.2.1"; x::"y"]', {"action": "Drop", "src": "192.0.2.1", "x": "y"}),
        ("a.b-c=1 d[0]=2", {"a.b-c": "1", "d[0]": "2"}),
        ("a = 1 b = 2", {"a": "1", "b": "2"}),
        ('{"a":"b","n":12,"cut":"sho', {"a": "b", "n": "12", "cut": "sho"}),
        ('empty= b="" c=3', {"c": "3"}),
        ('GET /p?a=1&b=2 user="x"', {"user": "x"}),
    ],
)
def test_pairs_are_read_in_any_spelling(text: str, expected: dict[str, str]) -> None:
    """Quotes, escapes, separators, and values without quotes to the next key."""
    assert read_pairs(text).fields == expected


def test_words_before_the_first_pair_are_kept_apart() -> None:
    """Firewalls begin with what they did."""
    assert read_pairs("INPUT DROP: IN=eth0 SRC=192.0.2.1").lead == "INPUT DROP:"
    assert read_pairs("only words").lead == ""


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.from_regex(r"[a-z ]{0,9}[a-z]", fullmatch=True))
)
def test_what_is_written_with_quotes_is_read_back(fields: dict[str, str]) -> None:
    """The way most devices write it."""
    text = " ".join(f'{key}="{value}"' for key, value in fields.items())
    assert read_pairs(text).fields == {key: value.strip() for key, value in fields.items()}


def test_there_is_a_limit() -> None:
    """And of equal keys the first counts, the second stands beside it, and further ones are left out."""
    assert len(read_pairs(" ".join(f"k{index}=v" for index in range(MAX_PAIRS + 50))).fields) == MAX_PAIRS
    assert read_pairs("a=1 a=1 a=2 a=3").fields == {"a": "1", "a#2": "2"}


def test_between_commas_a_key_may_be_several_words() -> None:
    """The first ones with a capital; what follows a comma in a value without one stays there."""
    text = "Id=123, Device IP Address=192.0.2.1, UserName=j.doe, Failure Reason=24408, to be continued x=1"
    expected = {"Id": "123", "Device IP Address": "192.0.2.1", "UserName": "j.doe", "Failure Reason": "24408", "x": "1"}
    assert read_pairs(text).fields == expected
