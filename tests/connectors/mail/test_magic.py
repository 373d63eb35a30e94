"""Formats by content."""

import pytest

from triage_warden.connectors.mail.magic import detected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"\n\n%PDF-1.7", "pdf"),
        (b"MZ\x90\x00", "pe"),
        (b"PK\x03\x04rest", "zip"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"L\x00\x00\x00\x01\x14\x02\x00", "lnk"),
        (b"\x00" * 0x8001 + b"CD001", "iso"),
        (b"\x00" * 257 + b"ustar", "tar"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "html"),
        (b"<?xml version='1.0'?><svg xmlns=''>", "svg"),
        (b"<?xml version='1.0'?><a>", "xml"),
        (b"{\\rtf1", "rtf"),
        (b"BMW sales figures for the spring of this year", ""),
        (b"plain words", ""),
        (b"", ""),
    ],
)
def test_first_bytes_tell_the_format(content: bytes, expected: str) -> None:
    """Names and declared types are the sender's to choose; bytes are what opens."""
    assert detected(content) == expected
