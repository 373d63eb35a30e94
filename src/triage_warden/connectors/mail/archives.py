"""What archives hold, told from their directories; nothing is unpacked to disk, little in memory."""

import io
import re
import struct
import tarfile
import zipfile
import zlib
from dataclasses import dataclass

from triage_warden.connectors.mail.headers import clean

MAX_MEMBERS = 500
MAX_RATIO = 200
"""Unpacked over packed size beyond which an archive is a bomb; real documents stay below 100."""
MAX_UNPACKED = 4 * 1024**3
MAX_DIRECTORY_ENTRIES = 20_000
"""More entries than this are not listed: reading a directory costs memory for each."""
MAX_INFLATED = 1024 * 1024
"""How much of a compressed stream is looked into."""

_GZIP_HEADER, _SEVEN_ZIP_HEADER = 10, 32
_RAR4_MAIN, _RAR4_FILE = 0x73, 0x74
_RAR5_ENCRYPTION, _RAR5_END = 4, 5
_ENTRY_SIGNATURE = b"PK\x01\x02"
_NAME_IN_BYTES = re.compile(rb"(?:[\x20-\x7e]\x00){3,200}")
_RAR4, _RAR5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
_ISO_NAME = re.compile(rb"[A-Za-z0-9_\- ()]{1,100}\.[A-Za-z0-9]{1,5}(?=;1)")
_JOLIET_NAME = re.compile(rb"(?:\x00[\x20-\x7e]){3,100}")


@dataclass(frozen=True, slots=True)
class Contents:
    """Names inside, whether a password is needed, whether unpacking would flood."""

    members: tuple[str, ...] = ()
    encrypted: bool = False
    bomb: bool = False


def contents(kind: str, data: bytes) -> Contents:
    """Return what the archive's directory says; empty where the format's directory cannot be read here."""
    readers = {"zip": _zip, "tar": _tar, "gzip": _gzip, "rar": _rar, "7z": _seven_zip, "iso": _iso}
    reader = readers.get(kind)
    return reader(data) if reader else Contents()


def read_member(data: bytes, name: str, limit: int) -> bytes:
    """Return at most `limit` bytes of a zip's member; empty where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as member:
            return member.read(limit)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error):
        return b""


def _zip(data: bytes) -> Contents:
    if data.count(_ENTRY_SIGNATURE) > MAX_DIRECTORY_ENTRIES:
        return Contents(bomb=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error, UnicodeError):
        return Contents()
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    return Contents(
        members=_named([entry.filename for entry in entries if not entry.is_dir()]),
        encrypted=any(entry.flag_bits & 1 for entry in entries),
        bomb=unpacked > MAX_UNPACKED or (unpacked > MAX_INFLATED * 100 and unpacked / packed > MAX_RATIO),
    )


def _tar(data: bytes) -> Contents:
    names: list[str] = []
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in archive:
                names.append(member.name)
                if len(names) >= MAX_MEMBERS:
                    break
    except (tarfile.TarError, OSError, ValueError, EOFError, OverflowError, struct.error):
        pass
    return Contents(members=_named(names))


def _gzip(data: bytes) -> Contents:
    name = b""
    if len(data) > _GZIP_HEADER and data[3] & 0x08 and not data[3] & 0x04:
        name = data[10:300].partition(b"\x00")[0]
    inflater = zlib.decompressobj(wbits=31)
    try:
        start = inflater.decompress(data, MAX_INFLATED)
    except zlib.error:
        return Contents(members=_named([name.decode("latin-1")] if name else []))
    inner = _tar(start).members if start[257:262] == b"ustar" else ()
    return Contents(
        members=inner or _named([name.decode("latin-1")] if name else []),
        bomb=len(start) >= MAX_INFLATED and int.from_bytes(data[-4:], "little") / max(1, len(data)) > MAX_RATIO,
    )


def _rar(data: bytes) -> Contents:
    """Read RAR 4 file headers; of RAR 5 whether it is encrypted (its names need variable-length numbers)."""
    if data.startswith(_RAR5):
        return _rar5(data)
    names: list[str] = []
    encrypted = False
    at = len(_RAR4)
    while at + 32 <= len(data) and len(names) < MAX_MEMBERS:
        kind, flags, size = data[at + 2], *struct.unpack_from("<HH", data, at + 3)
        encrypted |= (kind == _RAR4_MAIN and bool(flags & 0x80)) or (kind == _RAR4_FILE and bool(flags & 0x04))
        if kind == _RAR4_FILE:
            name_size = struct.unpack_from("<H", data, at + 26)[0]
            names.append(data[at + 32 : at + 32 + name_size].partition(b"\x00")[0].decode("latin-1"))
        packed = struct.unpack_from("<I", data, at + 7)[0] if flags & 0x8000 or kind == _RAR4_FILE else 0
        at += max(size, 7) + packed
    return Contents(members=_named(names), encrypted=encrypted)


def _rar5(data: bytes) -> Contents:
    names: list[str] = []
    at, encrypted = len(_RAR5), False
    while at + 7 < len(data) and len(names) < MAX_MEMBERS:
        size, after_size = _vint(data, at + 4)
        kind, position = _vint(data, after_size)
        flags, position = _vint(data, position)
        extra, position = _vint(data, position) if flags & 1 else (0, position)
        packed, position = _vint(data, position) if flags & 2 else (0, position)
        if kind == _RAR5_ENCRYPTION:
            return Contents(encrypted=True)
        if kind in {2, 3}:
            names += [name] if (name := _rar5_name(data, position)) else []
            encrypted |= _has_encryption_record(data, after_size + size - extra, after_size + size)
        if size == 0 or kind == _RAR5_END:
            break
        at = after_size + size + packed
    return Contents(members=_named(names), encrypted=encrypted)


def _rar5_name(data: bytes, position: int) -> str:
    file_flags, position = _vint(data, position)
    for _ in range(2):
        _, position = _vint(data, position)
    position += 4 * bool(file_flags & 2) + 4 * bool(file_flags & 4)
    for _ in range(2):
        _, position = _vint(data, position)
    length, position = _vint(data, position)
    return data[position : position + min(length, 1000)].decode("utf-8", "replace")


def _has_encryption_record(data: bytes, start: int, end: int) -> bool:
    position = start
    while start < end and position < min(end, len(data)):
        size, after = _vint(data, position)
        kind, _ = _vint(data, after)
        if kind == 1:
            return True
        if size == 0:
            return False
        position = after + size
    return False


def _vint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(10):
        if at + shift >= len(data):
            return value, len(data)
        value |= (data[at + shift] & 0x7F) << 7 * shift
        if not data[at + shift] & 0x80:
            return value, at + shift + 1
    return value, at + 10


def _seven_zip(data: bytes) -> Contents:
    """Return names where the header is stored plainly; a packed header only tells of encryption by its coder's id."""
    if len(data) < _SEVEN_ZIP_HEADER:
        return Contents()
    offset, size = struct.unpack_from("<QQ", data, 12)
    header = data[32 + offset : 32 + offset + min(size, MAX_INFLATED)] if offset < len(data) else b""
    names = [match.decode("utf-16-le") for match in _NAME_IN_BYTES.findall(header)]
    return Contents(members=_named(names), encrypted=b"\x06\xf1\x07\x01" in header)


def _iso(data: bytes) -> Contents:
    """Return file names of an ISO 9660 image's directory records, plain and Joliet."""
    head = data[0x8000 : 0x8000 + MAX_INFLATED]
    plain = [match.decode("ascii") for match in _ISO_NAME.findall(head)]
    wide = [match.decode("utf-16-be").split(";")[0] for match in _JOLIET_NAME.findall(head)]
    return Contents(members=_named([name for name in (*wide, *plain) if "." in name[-6:]]))


def _named(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(name, 250) for name in names[:MAX_MEMBERS] if name.strip()))
