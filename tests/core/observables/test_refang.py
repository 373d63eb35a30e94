from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.observables.refang import refang

_PIECES = [
    "hxxp",
    "://",
    "[.]",
    "[dot]",
    " [at] ",
    "(",
    ")",
    "[",
    "]",
    ".",
    "example",
    "com",
    "\\.",
    "\\/",
    ":\\/\\/",
    "\u200b",
    "\u3002",
    "\uff48",
    "\uff0e",
    "[://]",
    "fxp",
    ":",
    "/",
    " ",
    "é",
    "\u00ad",
    "[:]",
    "{.}",
    "\x01",
    "\x02",
]
_TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=20).map("".join))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("hxxp://evil[.]example[.]com/a", "http://evil.example.com/a"),
        ("hXXps[:]//a(dot)b{.}com", "https://a.b.com"),
        ("hxxps[://]example[.]com[/]a", "https://example.com/a"),
        ("h**p://example.com fxp://example.net", "http://example.com ftp://example.net"),
        ("hxxp:\\\\example.com", "http://example.com"),
        ("user [at] example [dot] com", "user@example.com"),
        ("user(at)example.com", "user@example.com"),
        ("user[@]example.com", "user@example.com"),
        ("192[.]0[.]2[.]1 and 192.0.2[.1", "192.0.2.1 and 192.0.2.1"),
        ("example\\.com", "example.com"),
        ("exam\u200bple\u2060.com", "example.com"),
        (
            "\uff48\uff54\uff54\uff50\uff53\uff1a\uff0f\uff0f\uff45\uff58\uff41\uff4d\uff50\uff4c\uff45\uff0e\uff43\uff4f\uff4d",
            "https://example.com",
        ),
        ("example\u3002com", "example.com"),
        ("https:\\/\\/example.com\\/a", "https://example.com/a"),
    ],
)
def test_what_was_defanged_is_read_as_meant(written: str, meant: str) -> None:
    """The spellings that reports and products use."""
    assert refang(written).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "C:\\Users\\.ssh\\id_rsa",
        "a list [.] of (.) dots [dot]",
        "we meet (at) noon",
        "x[1:2] and y(.)",
        "https://example.com/a.b?c=[d]",
        "^.*\\.$",
        "ends here\u3002 Next",
        "",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    """Brackets and backslashes have other uses."""
    assert refang(text).text == text


@given(_TEXTS)
def test_positions_lead_back_to_what_was_written(text: str) -> None:
    """Every character of the meant text stands where the original has it, in order, and the whole maps to the whole."""
    meant = refang(text)
    assert len(meant.shape) == len(meant.text)
    spans = [meant.original(at, at + 1) for at in range(len(meant.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[0] <= other[0] and one[1] <= other[1] for one, other in pairwise(spans))
    for at, (start, end) in enumerate(spans):
        if end - start == 1 and text[start].isascii():
            assert meant.text[at] in (text[start], ".", "/") or meant.was_defanged(at, at + 1)


def test_only_disguises_count_as_defanged() -> None:
    """JSON's escaped slashes are no disguise; the part that was rewritten is, its neighbours are not."""
    meant = refang("evil[.]example.com and example.net")
    assert meant.was_defanged(0, 16)
    assert not meant.was_defanged(21, 32)
    assert not refang("https:\\/\\/example.com").was_defanged(0, 19)


def test_lines_that_quoted_printable_broke_are_joined() -> None:
    """Only where the line is as long as such lines are; the escaped equals sign goes with them."""
    long = "x" * 50 + " http://example.com/" + "=\n"
    assert refang(f"first\n{long}abc?id=3D1").text.endswith("http://example.com/abc?id=1")
    assert refang("key=\nvalue=3D1").text == "key=\nvalue=3D1"
