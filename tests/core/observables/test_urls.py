import pytest

from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.urls import MAX_URL, host_in_url, url, url_host


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("HTTP://Example.COM:80", "http://example.com/"),
        ("https://example.com:443/A?b=C#d", "https://example.com/A?b=C#d"),
        ("https://example.com:8443/", "https://example.com:8443/"),
        ("https://bücher.example.com/ü", "https://xn--bcher-kva.example.com/%C3%BC"),
        ("http://example.com/%7euser/%2f%3a", "http://example.com/~user/%2F%3A"),
        ("http://example.com/a?b=1&amp;c=2", "http://example.com/a?b=1&c=2"),
        ("http://[2001:DB8:0::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("http://google.com@203.0.113.5/a", "http://google.com@203.0.113.5/a"),
        ("http://3221225985/", "http://192.0.2.1/"),
        ("http://0xC0.0x00.0x02.1/", "http://192.0.2.1/"),
        ("http://0300.0.2.1/", "http://192.0.2.1/"),
        ("http:\\\\example.com\\a", "http://example.com/a"),
        ("example.com/a", "http://example.com/a"),
        ("192.0.2.1/a", "http://192.0.2.1/a"),
        ("http://example.com?x=1", "http://example.com/?x=1"),
        ("http://ex%61mple.com/", "http://example.com/"),
        ("ldap://192.0.2.1:1389/a", "ldap://192.0.2.1:1389/a"),
    ],
)
def test_links_have_one_spelling(written: str, normal: str) -> None:
    """What a browser would ask for."""
    assert url(written) == normal


@pytest.mark.parametrize(
    "written",
    [
        "",
        "example.com",
        "http://",
        "http:/example.com",
        "mailto:a@example.com",
        "http://a b/",
        "http://example.com:99999/",
        "http://[::g]/",
        "http://256.256.256.256/",
        "http://..",
        "http://example.com/" + "a" * MAX_URL,
        "file/name",
        "://example.com",
    ],
)
def test_what_leads_nowhere_is_no_link(written: str) -> None:
    """A scheme, an authority that can exist, a bounded length."""
    with pytest.raises(NotAnObservable):
        url(written)


def test_hosts_are_read_back() -> None:
    """Without port, user or brackets."""
    assert url_host("http://u:p@example.com:81/x@y") == "example.com"
    assert url_host("http://[2001:db8::1]:81/") == "2001:db8::1"
    assert url_host("http://example.com?x=/a") == "example.com"
    assert host_in_url("EXAMPLE.com", "http") == "example.com"
