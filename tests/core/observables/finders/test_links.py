import pytest

from triage_warden.core.observables.find import find
from triage_warden.core.observables.model import ObservableType


def _written(text: str) -> list[str]:
    return [text[each.start : each.end] for each in find(text) if each.observable.type is ObservableType.URL]


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see https://example.com/a.", "https://example.com/a"),
        ("(https://example.com/a_(b))", "https://example.com/a_(b)"),
        ("[text](https://example.com/a), then", "https://example.com/a"),
        ('<a href="https://example.com/a?x=1&amp;y=2">', "https://example.com/a?x=1&amp;y=2"),
        ("<a href='https://example.com/a'>", "https://example.com/a"),
        ("<https://example.com/a>", "https://example.com/a"),
        ("DownloadString('https://example.com/a.ps1');$x", "https://example.com/a.ps1"),
        ("&lt;https://example.com/a&gt;", "https://example.com/a"),
        ("`++https://example.com/a++`", "https://example.com/a"),
        ("**https://example.com/a**", "https://example.com/a"),
        ("https://example.com/a[the page]", "https://example.com/a"),
        ("https://example.com/?id[]=1&b=2", "https://example.com/?id[]=1&b=2"),
        ("http://[2001:db8::1]:80/x)", "http://[2001:db8::1]:80/x"),
        ("https://example.com/it's", "https://example.com/it"),
        ("|https://example.com/a|next", "https://example.com/a"),
        ("“https://example.com/a”", "https://example.com/a"),
        ('{"u":"https://example.com/a\\nb"}', "https://example.com/a"),
        ("https://example.com/a,b;c", "https://example.com/a,b;c"),
        ("xhttps://example.com/a", "https://example.com/a"),
        ("https://example.com/a,True,x", "https://example.com/a"),
        ("https://example.com/a,2024-01-01 10:00:00,x", "https://example.com/a"),
        ("https://example.com/a,192.0.2.1,x", "https://example.com/a"),
        ("https://example.com/a,,x", "https://example.com/a"),
        ("https://example.com/@1.0,2.0,15z", "https://example.com/@1.0,2.0,15z"),
        ("https://example.com/a,1234.html", "https://example.com/a,1234.html"),
        ("<http://example.com/long\npath/x> end", "http://example.com/long\npath/x"),
        ("<URL:http://example.com/long\r\n  path/x>", "http://example.com/long\r\n  path/x"),
        ("http://example.com/long\npath/x> end", "http://example.com/long"),
        ("<http://example.com/long\nand more text>", "http://example.com/long"),
    ],
)
def test_a_link_ends_where_a_reader_would_end_it(text: str, link: str) -> None:
    """Sentences, quotes, brackets and markup are not of it."""
    assert _written(text) == [link]


def test_links_in_a_row_are_told_apart() -> None:
    """By a comma or semicolon before the next scheme."""
    assert _written("http://example.com/a,http://example.org/b;https://example.net") == [
        "http://example.com/a",
        "http://example.org/b",
        "https://example.net",
    ]


def test_a_link_inside_a_link_is_of_the_outer_one() -> None:
    """A redirector's parameter."""
    assert _written("https://example.com/go?to=http://example.org/a") == [
        "https://example.com/go?to=http://example.org/a"
    ]


def test_a_scheme_alone_is_no_link() -> None:
    """Nor is a template."""
    assert _written("http:// and https://{host}/ and ://x") == []
