import pytest

from triage_warden.connector_kit.formats.cef import MAX_KEYS, extension, plain, read_cef


def test_header_and_extension_are_unescaped() -> None:
    """Pipes in the header, equals signs in the extension, line ends in values."""
    line = read_cef(r"<13>x CEF:0|Exa\|mple|P|1|17|Na\\me|5|msg=a\=b\nc src=192.0.2.1 empty= act=drop it")
    assert line is not None
    assert line.prefix == "<13>x "
    assert line.header == {
        "vendor": "Exa|mple", "product": "P", "version": "1", "signature": "17", "name": "Na\\me", "severity": "5",
    }  # fmt: skip
    assert line.extension == {"msg": "a=b\nc", "src": "192.0.2.1", "act": "drop it"}


@pytest.mark.parametrize("text", ["", "CEF", "x" * 3_000 + "CEF:0|a|b|c|d|e|f|"])
def test_what_has_no_start_near_its_beginning_is_none(text: str) -> None:
    """A mention of CEF deep in a text is a mention."""
    assert read_cef(text) is None


def test_a_cut_header_has_what_is_there() -> None:
    """Whoever needs the rest can say what is missing."""
    line = read_cef("CEF:0|a|b")
    assert line is not None
    assert line.header == {"vendor": "a", "product": "b"}


def test_the_first_of_equal_keys_counts_and_there_is_a_limit() -> None:
    """A line of a million keys costs no more than one of two thousand."""
    assert extension("a=1 a=2")["a"] == "1"
    assert len(extension(" ".join(f"k{index}=v" for index in range(MAX_KEYS * 2)))) == MAX_KEYS


def test_text_without_escapes_stays() -> None:
    """And unknown escapes keep their backslash, as in paths."""
    assert plain(r"C:\dir\x") == r"C:\dir\x"
