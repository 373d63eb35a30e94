"""Endings of file names."""

import pytest

from triage_warden.core.facts.mail.extensions import double_extension, extension


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.PDF", "pdf"), ("a.exe. ", "exe"), ("a", ""), ("a.tar.gz", "gz"), (".bashrc", "bashrc"), ("", "")],
)
def test_the_ending_is_what_windows_opens_by(name: str, expected: str) -> None:
    """Trailing dots and blanks are dropped there."""
    assert extension(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("invoice.pdf.exe", "pdf.exe"),
        ("photo.jpg      .scr", "jpg.scr"),
        ("scan.pdf.html", "pdf.html"),
        ("v1.2.exe", ""),
        ("data.tar.gz", ""),
        ("report.final.pdf", ""),
        ("jquery.min.js", ""),
    ],
)
def test_a_second_ending_behind_a_harmless_one_is_found(name: str, expected: str) -> None:
    """Versions and compressed archives have two for other reasons."""
    assert double_extension(name) == expected
