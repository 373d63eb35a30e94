"""Attachments by content."""

import pytest

from kit.mails import a_zip
from triage_warden.connectors.mail.attachments import attachment
from triage_warden.core.facts.mail.model import AttachmentTrait as Trait


@pytest.mark.parametrize(
    ("name", "declared", "content", "kind", "traits"),
    [
        ("a.pdf", "application/pdf", b"%PDF-1.4", "pdf", set()),
        ("a.pdf", "application/pdf", b"MZ\x90", "pe", {Trait.PROGRAM}),
        ("a.zip", "application/zip", a_zip(("x.exe", b"MZ")), "zip", {Trait.ARCHIVE, Trait.HOLDS_PROGRAM}),
        ("a.zip", "application/zip", a_zip(("x.iso", b"")), "zip", {Trait.ARCHIVE, Trait.HOLDS_DISK_IMAGE}),
        ("a.zip", "application/zip", a_zip(("x.pdf", b"")), "zip", {Trait.ARCHIVE, Trait.HOLDS_DOCUMENT}),
        ("a.zip", "application/zip", a_zip(("x", b""), encrypted=True), "zip", {Trait.ARCHIVE, Trait.ENCRYPTED}),
        ("a.docx", "application/x", a_zip(("[Content_Types].xml", b"")), "ooxml", set()),
        ("a.js", "text/plain", b"var x", "", {Trait.SCRIPT}),
        ("a.lnk", "application/octet-stream", b"L\x00\x00\x00\x01\x14\x02\x00", "lnk", {Trait.SHORTCUT}),
        ("a.img", "application/octet-stream", b"\x00", "", {Trait.DISK_IMAGE}),
        ("a.one", "application/x", b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "onenote", {Trait.ONENOTE}),
        ("a.htm", "text/html", b"<p>hello</p>", "html", {Trait.HTML}),
        ("a.svg", "image/svg+xml", b"<svg><script>1</script></svg>", "svg", {Trait.SVG_SCRIPT}),
        ("fix.patch", "text/x-patch", b"--- a\n+++ b\n", "", set()),
        ("a.png", "image/png", b"\x89PNG\r\n\x1a\n", "png", set()),
    ],
)
def test_content_and_name_give_the_traits(
    name: str, declared: str, content: bytes, kind: str, traits: set[Trait]
) -> None:
    """What it is by its bytes, and what a double click on the name does."""
    found, _ = attachment(name, declared, content, inline=False)
    assert found.detected_type == kind
    assert set(found.traits) == traits
    assert len(found.sha256) == 64


def test_links_inside_are_brought_out() -> None:
    """A page or PDF hides the link from filters that read the mail only."""
    assert attachment("a.html", "text/html", b"<a href='https://trap.example/x'>", inline=False)[1] == [
        "https://trap.example/x"
    ]
