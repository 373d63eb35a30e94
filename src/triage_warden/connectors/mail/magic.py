"""What a file is, told from its first bytes (and for a few formats from further in), never from its name."""

import re
from typing import Final

_AT_START: Final = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"MSCF", "cab"),
    (b"\x60\xea", "arj"),
    (b"**ACE**", "ace"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"MZ", "pe"),
    (b"\x7fELF", "elf"),
    (b"\xcf\xfa\xed\xfe", "macho"),
    (b"\xca\xfe\xba\xbe", "java_class"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "lnk"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "onenote"),
    (b"{\\rt", "rtf"),
    (b"ITSF", "chm"),
    (b"vhdxfile", "vhd"),
    (b"conectix", "vhd"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"wOFF", "font"),
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"!BDN", "pst"),
    (b"BEGIN:VCALENDAR", "calendar"),
    (b"BEGIN:VCARD", "vcard"),
)
_HTML = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|script|meta|form)\b",
    re.IGNORECASE | re.DOTALL,
)
_SVG = re.compile(
    rb"^\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!DOCTYPE\s+svg[^>]{0,400}>\s*)?<svg\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<\?xml\b", re.IGNORECASE)
_LOOK = 8_192
_BITMAP_HEADER = 26
_ISO_AT: Final = (0x8001, 0x8801, 0x9001)

DOCUMENTS = frozenset({"pdf", "ole", "rtf", "ooxml", "odf", "onenote", "html", "svg"})
ARCHIVES = frozenset({"zip", "rar", "7z", "gzip", "bzip2", "xz", "cab", "arj", "ace", "tar", "zstd"})
PROGRAMS = frozenset({"pe", "elf", "macho", "java_class", "jar", "apk"})
IMAGES = frozenset({"png", "jpeg", "gif", "bmp", "tiff", "webp"})


def detected(content: bytes) -> str:
    """Return a word for the format, or an empty string where nothing tells it."""
    for signature, word in _AT_START:
        if content.startswith(signature):
            return "" if word == "bmp" and not _is_bitmap(content) else word
    return _further_in(content) or _as_text(content[:_LOOK])


def _further_in(content: bytes) -> str:
    if content[4:8] == b"ftyp":
        return "video"
    if content[:4] == b"RIFF":
        return "webp" if content[8:12] == b"WEBP" else "media"
    if content[257:262] == b"ustar":
        return "tar"
    if any(content[at : at + 5] == b"CD001" for at in _ISO_AT):
        return "iso"
    return "pdf" if b"%PDF-" in content[:1024] else ""


def _as_text(start: bytes) -> str:
    if _HTML.match(start):
        return "html"
    if _SVG.match(start):
        return "svg"
    return "xml" if _XML.match(start) else ""


def _is_bitmap(content: bytes) -> bool:
    return len(content) > _BITMAP_HEADER and content[6:10] == b"\x00\x00\x00\x00"
