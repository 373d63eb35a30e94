"""Identifiers that are the same each time, so that a platform that takes an export in twice has it once.

STIX 2.1, section 2.9: https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

_OBSERVABLES: Final = UUID("00abedb4-aa42-466c-9c01-fed23315a9b7")
"""The specification's namespace for cyber-observable objects; nothing else may use it."""
OURS: Final = uuid5(NAMESPACE_URL, "https://github.com/triage-warden/triage-warden")
"""The namespace of everything else that we name."""


def observable_id(kind: str, contributing: Mapping[str, object]) -> str:
    """Return the id of a cyber-observable object: the same at every producer, made of what tells it from others."""
    return f"{kind}--{uuid5(_OBSERVABLES, canonical(contributing))}"


def process_id(contributing: Mapping[str, object]) -> str:
    """Return the id of a process, which the specification wants to be of version 4: the digest's bits, marked so."""
    digest = bytearray(sha256(canonical(contributing).encode("utf-8", "surrogatepass")).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x40
    digest[8] = digest[8] & 0x3F | 0x80
    return f"process--{UUID(bytes=bytes(digest))}"


def own_id(kind: str, *parts: str) -> str:
    """Return the id of an object of ours, told from others by `parts`."""
    return f"{kind}--{uuid5(OURS, canonical([kind, *parts]))}"


def canonical(value: object) -> str:
    """Return the canonical JSON of strings, whole numbers and what is built of them (RFC 8785)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
