"""Kubernetes' own encoding of a Secret, in which Helm sends what it keeps of a release.

https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding and k8s.io/api/core/v1/generated.proto.
"""

import base64
from collections.abc import Iterable, Iterator
from typing import Any, Final

MAGIC: Final = b"k8s\0"
_RAW: Final = 2
_METADATA, _DATA, _TYPE = 1, 2, 3
_NAME, _LABELS = 1, 11


def secret_in(body: bytes) -> dict[str, Any]:
    """Return a Secret as JSON would have it."""
    fields = list(_fields(_first(_fields(body[len(MAGIC) :]), _RAW)))
    metadata = list(_fields(_first(fields, _METADATA)))
    labels = {key.decode(): value.decode() for key, value in _entries(metadata, _LABELS)}
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "type": _first(fields, _TYPE).decode(),
        "metadata": {"name": _first(metadata, _NAME).decode(), "labels": labels},
        "data": {key.decode(): base64.b64encode(value).decode() for key, value in _entries(fields, _DATA)},
    }


def _first(fields: Iterable[tuple[int, bytes]], number: int) -> bytes:
    return next(value for each, value in fields if each == number)


def _entries(fields: list[tuple[int, bytes]], number: int) -> Iterator[tuple[bytes, bytes]]:
    for each, value in fields:
        if each == number:
            pair = dict(_fields(value))
            yield pair.get(1, b""), pair.get(2, b"")


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and content of each field that has a length; numbers are passed over."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        size, after = _varint(message, at)
        at = after
        if key & 7 == 2:  # LEN, by the encoding's own table
            yield key >> 3, message[at : at + size]
            at += size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if byte < 0x80:  # the bit that says that more follows
            return value, at
