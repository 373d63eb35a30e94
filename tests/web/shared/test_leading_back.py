"""Tests of leading back from signing in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.web.shared.leading_back import HOME, safe_next


@pytest.mark.parametrize("text", ["/incidents", "/incidents/INC-2026-000001?tab=facts&x=1", "/docs#tag"])
def test_our_pages_are_led_back_to(text: str) -> None:
    """With their query."""
    assert safe_next(text) == text


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "incidents",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/a\nb",
        "/a\\b",
        "/login?next=/x",
        "/logout",
        "/" + "x" * 2000,
    ],
)
def test_anything_else_leads_home(text: str | None) -> None:
    """Other hosts, other schemes, what browsers mend into them, and rounds without an end."""
    assert safe_next(text) == HOME


@given(st.text(max_size=40))
def test_no_text_leads_to_another_host(text: str) -> None:
    """One slash, then no other."""
    found = safe_next(text)
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))
    assert found.isascii()
    assert found.isprintable()
