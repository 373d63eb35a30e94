from urllib.parse import quote

import pytest

from triage_warden.core.observables.safelinks import MAX_EMBEDDED, embedded, mimecast_domain, unwrap

TARGET = "https://example.org/a?b=c"
_V3 = "https://urldefense.com/v3/__https:/example.org/a*b**Cc__;"


@pytest.mark.parametrize(
    "link",
    [
        "https://eur02.safelinks.protection.outlook.com/?url=" + quote(TARGET, safe="") + "&data=05",
        "https://urldefense.proofpoint.com/v1/url?u=" + quote(TARGET, safe="") + "&k=x",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_a-3Fb-3Dc&d=DwMF",
        "https://urldefense.com/v3/__https://example.org/a?b=c__;!!abc",
        "https://www.google.com/url?sa=t&q=" + quote(TARGET, safe=""),
        "https://www.google.co.uk/url?url=" + quote(TARGET, safe=""),
        "https://www.google.com/amp/s/example.org/a?b=c",
        "https://linkprotect.cudasvc.com/url?a=" + quote(TARGET, safe="") + "&c=E,1",
        "https://l.facebook.com/l.php?u=" + quote(TARGET, safe="") + "&h=x",
        "https://secure-web.cisco.com/1abc/" + quote(TARGET, safe=""),
        "https://url.avanan.click/v2/___https://example.org/a?b=c___.abc",
    ],
)
def test_wrapped_links_are_opened(link: str) -> None:
    """Each gateway's own way of writing them."""
    assert unwrap(link) == TARGET


def test_proofpoint_puts_letters_back_where_stars_stand() -> None:
    """One for a star, a run for two stars and a length (A is 2): here `$` and `$%`."""
    assert unwrap("https://urldefense.com/v3/__https://example.org/a*b**Ac__;JCQl!!x") == "https://example.org/a$b$%c"


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/?url=https%3A%2F%2Fexample.org",
        "https://eur02.safelinks.protection.outlook.com/?data=1",
        "https://safelinks.protection.outlook.com.example.net/?url=https%3A%2F%2Fexample.org",
        "https://urldefense.com/v3/nothing",
        "https://urldefense.com/v3/__ftp__;!!",
        "https://www.google.com/search?q=https%3A%2F%2Fexample.org",
        "https://google.com.example.net/url?q=https%3A%2F%2Fexample.org",
    ],
)
def test_other_links_are_not(link: str) -> None:
    """Look-alike hosts and empty wrappers wrap nothing."""
    assert unwrap(link) is None


def test_mimecast_tells_only_the_domain() -> None:
    """The rest stays on its server."""
    assert mimecast_domain("https://protect-eu.mimecast.com/s/AbC?domain=example.org") == "example.org"
    assert mimecast_domain("https://example.com/s/AbC?domain=example.org") is None


def test_redirectors_carry_links() -> None:
    """In a parameter, escaped or raw, or in the path; no more than a bound."""
    assert embedded("https://example.com/go?to=https%3A%2F%2Fexample.org%2Fa&x=1") == ["https://example.org/a"]
    assert embedded("https://example.com/web/2020/http://example.org/a") == ["http://example.org/a"]
    assert embedded("https://example.com/") == []
    many = "https://example.com/?" + "&".join(f"a{n}=http://example.org/{n}" for n in range(60))
    assert len(embedded(many)) == MAX_EMBEDDED
