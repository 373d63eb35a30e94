"""What archives hold."""

import gzip
import io
import struct
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.mails import a_zip
from triage_warden.connectors.mail.archives import MAX_MEMBERS, contents, read_member


def test_zips_are_listed_and_their_locks_seen() -> None:
    """Names stand in the clear even where contents are locked."""
    assert contents("zip", a_zip(("a.exe", b"MZ"))).members == ("a.exe",)
    assert not contents("zip", a_zip(("a.exe", b"MZ"))).encrypted
    assert contents("zip", a_zip(("a.exe", b"MZ"), encrypted=True)).encrypted


def test_a_zip_bomb_is_told_by_its_directory() -> None:
    """Nothing is unpacked to find out."""
    assert contents("zip", a_zip(("zeros", b"\x00" * 150 * 1024 * 1024))).bomb
    assert not contents("zip", a_zip(("text", b"hello " * 1000))).bomb


def test_members_are_capped() -> None:
    """A directory of thousands is cut."""
    assert (
        len(contents("zip", a_zip(*((f"{number}", b"") for number in range(MAX_MEMBERS + 50)))).members) == MAX_MEMBERS
    )


def test_tars_and_gzips_are_listed() -> None:
    """Also a tar inside a gzip."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("run.js"), io.BytesIO())
    assert contents("tar", buffer.getvalue()).members == ("run.js",)
    assert contents("gzip", gzip.compress(buffer.getvalue())).members == ("run.js",)
    assert contents("gzip", gzip.compress(b"\x00" * 64 * 1024 * 1024)).bomb


def test_rar_4_is_listed_and_its_lock_seen() -> None:
    """The file header's flags and name, by RAR's technical note."""
    name = b"run.exe"
    header = (
        struct.pack("<HBHHIIBIIBBHI", 0, 0x74, 0x8004, 32 + len(name), 0, 0, 0, 0, 0, 20, 0x30, len(name), 0) + name
    )
    listed = contents("rar", b"Rar!\x1a\x07\x00" + struct.pack("<HBHHHI", 0, 0x73, 0, 13, 0, 0) + header)
    assert listed.members == ("run.exe",)
    assert listed.encrypted


def test_rar_5_is_listed_and_its_lock_seen() -> None:
    """Header blocks of variable-length numbers; type 4 is an encrypted archive."""
    name = b"run.exe"
    body = bytes([2, 0, 0, 0, 0, 0, 0, len(name)]) + name
    block = b"\x00" * 4 + bytes([len(body)]) + body
    assert contents("rar", b"Rar!\x1a\x07\x01\x00" + block).members == ("run.exe",)
    locked = b"\x00" * 4 + bytes([3, 4, 0, 0])
    assert contents("rar", b"Rar!\x1a\x07\x01\x00" + locked + b"\x00" * 8).encrypted


def test_iso_images_are_listed() -> None:
    """Directory records hold the names with their version."""
    image = b"\x00" * 0x8001 + b"CD001" + b"\x00" * 2000 + b"\x22INVOICE.LNK;1\x00"
    assert contents("iso", image).members == ("INVOICE.LNK",) or "INVOICE.LNK" in contents("iso", image).members[0]


def test_a_7z_shows_names_and_lock_where_its_header_is_plain() -> None:
    """AES's coder id tells of the lock; names are UTF-16."""
    header = b"\x06\xf1\x07\x01" + "run.exe".encode("utf-16-le") + b"\x00\x00"
    data = b"7z\xbc\xaf\x27\x1c\x00\x04" + b"\x00" * 4 + struct.pack("<QQI", 0, len(header), 0) + header
    assert contents("7z", data).encrypted
    assert contents("7z", data).members == ("run.exe",)


def test_a_member_that_cannot_be_read_is_empty() -> None:
    """Locked, missing or broken."""
    assert read_member(a_zip(("a", b"hello")), "a", 3) == b"hel"
    assert read_member(a_zip(("a", b"hello")), "b", 3) == b""
    assert read_member(b"PK\x03\x04", "a", 3) == b""


@pytest.mark.parametrize("kind", ["zip", "tar", "gzip", "rar", "7z", "iso", "cab", ""])
@given(data=st.binary(max_size=300))
def test_any_bytes_are_an_archive_with_little_in_it(kind: str, data: bytes) -> None:
    """A broken archive lists nothing and fails nowhere."""
    for start in (b"", b"PK\x03\x04", b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00", b"\x1f\x8b\x08\x08" + b"\x00" * 6):
        contents(kind, start + data)
