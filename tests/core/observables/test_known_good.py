import pytest

from triage_warden.core.observables.known_good import is_shortener, known_good, other_lists
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.warning_lists import ListKind


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ObservableType.DOMAIN, "google.com"),
        (ObservableType.DOMAIN, "www.google.com"),
        (ObservableType.DOMAIN, "login.microsoftonline.com"),
        (ObservableType.IPV4, "8.8.8.8"),
        (ObservableType.IPV6, "2606:4700:4700::1111"),
        (ObservableType.MD5, "d41d8cd98f00b204e9800998ecf8427e"),
        (ObservableType.URL, "http://ocsp.digicert.com/abc"),
    ],
)
def test_well_known_values_are_on_a_list(kind: ObservableType, value: str) -> None:
    """Big sites, resolvers, the empty file, certificate status."""
    assert known_good(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ObservableType.DOMAIN, "evil.github.io"),
        (ObservableType.DOMAIN, "evil.weebly.com"),
        (ObservableType.DOMAIN, "evil.blob.core.windows.net"),
        (ObservableType.DOMAIN, "evil.sharepoint.com"),
        (ObservableType.DOMAIN, "evil.web.app"),
        (ObservableType.DOMAIN, "google.com.example.net"),
        (ObservableType.URL, "https://www.google.com/url?q=https://example.net/"),
        (ObservableType.URL, "https://docs.google.com/forms/d/x"),
        (ObservableType.URL, "https://bit.ly/x"),
        (ObservableType.IPV4, "10.0.0.1"),
        (ObservableType.IPV4, "192.0.2.1"),
        (ObservableType.EMAIL, "someone@gmail.com"),
        (ObservableType.USER, "google.com"),
    ],
)
def test_fame_does_not_cover_strangers(kind: ObservableType, value: str) -> None:
    """Nothing that anybody can put up at a big provider is good because of the provider, nor is an internal address."""
    assert known_good(kind, value) == ()


def test_shorteners_are_told_for_names_and_links() -> None:
    """By their host."""
    assert is_shortener(ObservableType.DOMAIN, "bit.ly")
    assert is_shortener(ObservableType.URL, "https://bit.ly/x")
    assert not is_shortener(ObservableType.URL, "https://example.com/bit.ly")
    assert not is_shortener(ObservableType.URL, "https://192.0.2.1/")


def test_other_lists_say_what_they_know() -> None:
    """Disposable mail, hosting."""
    assert other_lists(ObservableType.EMAIL, "a@mailinator.com") == (ListKind.DISPOSABLE_MAIL,)
    assert ListKind.HOSTING in other_lists(ObservableType.DOMAIN, "evil.weebly.com")
    assert other_lists(ObservableType.DOMAIN, "example.com") == ()
