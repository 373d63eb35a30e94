import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.observables.model import Observable, ObservableType, Role, Trait
from triage_warden.web.pages.safe_text import defanged, plain


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("see https://evil.example/x", "see hxxps://evil.example/x"),
        ("HTTP://EVIL.example", "hxxp://EVIL.example"),
        ("ftp://files.example", "fxp://files.example"),
        ("invoice\u202egpj.exe", "invoice⟨U+202E⟩gpj.exe"),
        ("zero\u200bwidth", "zero⟨U+200B⟩width"),
        ("bell\x07 nul\x00", "bell⟨U+0007⟩ nul⟨U+0000⟩"),
        ("lines\nstay\tas they are", "lines\nstay\tas they are"),
        ("äöü 漢字 🙂", "äöü 漢字 🙂"),
    ],
)
def test_what_cannot_be_seen_is_shown_and_what_could_be_followed_is_not(written: str, shown: str) -> None:
    """Text of strangers, readable and inert."""
    assert plain(written) == shown


def test_long_text_is_cut() -> None:
    """A megabyte of title does not make a megabyte of page."""
    assert plain("x" * 5000, 10) == "xxxxxxxxxx…"


@given(st.text())
def test_no_shown_text_turns_direction_or_links(text: str) -> None:
    """Whatever is written."""
    shown = plain(text)
    assert not any(character in shown for character in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b\x00")
    assert "http://" not in shown.lower()
    assert "https://" not in shown.lower()


@pytest.mark.parametrize(
    ("kind", "value", "role", "shown"),
    [
        (ObservableType.URL, "https://a.evil.example/p.q?x=1", Role.ACTOR, "hxxps://a[.]evil[.]example/p.q?x=1"),
        (ObservableType.DOMAIN, "evil.example", Role.MENTIONED, "evil[.]example"),
        (ObservableType.IPV4, "203.0.113.7", Role.DESTINATION, "203[.]0[.]113[.]7"),
        (ObservableType.IPV6, "2001:db8::1", Role.ACTOR, "2001[:]db8::1"),
        (ObservableType.EMAIL, "a.b@evil.example", Role.ACTOR, "a[.]b@evil[.]example"),
        (ObservableType.HOSTNAME, "ws-1.corp.example", Role.TARGET, "ws-1.corp.example"),
        (ObservableType.EMAIL, "alex@corp.example", Role.TARGET, "alex@corp.example"),
        (ObservableType.FILE_NAME, "invoice.pdf.exe", Role.ARTIFACT, "invoice.pdf.exe"),
    ],
)
def test_addresses_of_strangers_are_defanged(kind: ObservableType, value: str, role: Role, shown: str) -> None:
    """Ours stay readable."""
    assert defanged(Observable(type=kind, value=value, role=role)) == shown


def test_our_own_networks_stay_readable() -> None:
    """A private address leads nowhere."""
    inside = Observable(type=ObservableType.IPV4, value="10.0.0.1", role=Role.SOURCE, traits=(Trait.PRIVATE,))
    assert defanged(inside) == "10.0.0.1"
