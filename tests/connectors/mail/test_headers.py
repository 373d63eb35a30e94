"""Header values read as a person would."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.connectors.mail.headers import addresses, ascii_domain, clean, date_of, decoded, text_of


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain", "plain"),
        ("=?UTF-8?B?w6TDtsO8?=", "äöü"),
        ("=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"),
        ("=?no-such-charset?q?caf=C3=A9?=", "café"),
        ("=?utf-8?b?%%%?=", ""),
        ("Gr\udcc3\udcbc\udcc3\udc9fe", "Grüße"),
    ],
)
def test_encoded_words_and_bare_bytes_are_read(value: str, expected: str) -> None:
    """RFC 2047 words, unknown charsets and 8-bit headers all come out as text."""
    assert decoded(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Sam <Sam@Example.COM>", [("Sam", "sam@example.com")]),
        (
            '"Rivers, Sam" <sam@example.com>, kim@example.org',
            [("Rivers, Sam", "sam@example.com"), ("", "kim@example.org")],
        ),
        ("help@bank.example <trap@example.net>", [("help@bank.example", "trap@example.net")]),
        ("=?utf-8?q?Sam=2C_Kim?= <sam@example.com>", [("Sam, Kim", "sam@example.com")]),
        ("sam@müller.example", [("", "sam@xn--mller-kva.example")]),
        ("nobody", []),
        ("<>", []),
    ],
)
def test_addresses_come_out_as_mail_programs_show_them(value: str, expected: list[tuple[str, str]]) -> None:
    """The shown name and the real address, also where the header breaks the grammar to confuse the two."""
    assert [(each.display, each.email) for each in addresses([value])] == expected


def test_control_and_direction_characters_do_not_pass() -> None:
    """A name cannot turn the line it is shown on around, nor break it."""
    assert clean("in\u202evoice\r\n\x00 x", 50) == "in voice x"


def test_dates_are_utc_or_none() -> None:
    """What cannot be read as a time is None, never an error."""
    assert date_of("Mon, 2 Mar 2026 12:00:00 +0200") == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert date_of("Mon, 99 Foo 0 99:99") is None
    assert date_of("") is None


def test_domains_are_in_ascii_form() -> None:
    """One domain has one form."""
    assert ascii_domain(" MÜLLER.example. ") == "xn--mller-kva.example"
    assert ascii_domain("a" * 300 + "ü.example").endswith("ü.example")


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_header_is_read(value: str) -> None:
    """No value, however broken, is more than a strange name."""
    decoded(value)
    for each in addresses([value]):
        assert "@" in each.email
    date_of(value)


@given(st.binary(max_size=100), st.sampled_from([None, "utf-8", "utf-16", "idna", "zlib_codec", "x", "\x00"]))
def test_any_bytes_are_text_in_any_charset(payload: bytes, charset: str | None) -> None:
    """A charset that is unknown, wrong or no charset at all falls back."""
    assert isinstance(text_of(payload, charset), str)
