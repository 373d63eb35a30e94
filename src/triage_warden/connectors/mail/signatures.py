"""DKIM signatures (RFC 6376): the body's hash without asking anybody; the signature where keys can be had."""

import base64
import binascii
import hashlib
import logging
import re
from collections.abc import Callable

import dkim  # type: ignore[import-untyped, unused-ignore]  # publishes no types
from dkim.canonicalization import CanonicalizationPolicy, InvalidCanonicalizationPolicyError

from triage_warden.connectors.mail.headers import ascii_domain
from triage_warden.core.facts.mail.model import DkimSignature, SignatureOutcome

MAX_SIGNATURES = 8
MAX_BODY_BYTES = 2 * 1024 * 1024
"""A larger body is not hashed: canonicalising it costs several times its size."""

KeyLookup = Callable[..., bytes | None]
"""`dnsfunc` of dkimpy: takes the name asked for (bytes) and `timeout`, returns the TXT record."""

_QUIET = logging.Logger("dkim", level=logging.CRITICAL)  # noqa: LOG001  # belongs to no hierarchy: dkimpy logs contents
_TAG = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9_]*)\s*=\s*([^;]*)")
_BLANK = re.compile(r"\s+")
_LONG_RUN = re.compile(rb"[\t ]{512}")
"""dkimpy's canonicalisation takes the square of such a run's length."""
_HASHES = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}


def signatures(values: list[str], raw: bytes, keys: KeyLookup | None = None) -> tuple[DkimSignature, ...]:
    """Return each signature, its body hash compared; the signature checked only where `keys` can be asked."""
    body = _body(raw)
    return tuple(
        _signature(value, body, raw=raw, index=index, keys=keys) for index, value in enumerate(values[:MAX_SIGNATURES])
    )


def _signature(value: str, body: bytes, *, raw: bytes, index: int, keys: KeyLookup | None) -> DkimSignature:
    tags = {name: _BLANK.sub("", text) for name, text in _TAG.findall(value)}
    return DkimSignature(
        domain=ascii_domain(tags.get("d", ""))[:255],
        selector=tags.get("s", "")[:255],
        signed_headers=tuple(tags.get("h", "").lower().split(":"))[:100],
        body_hash=_body_hash(tags, body),
        signature=_checked(raw, index, keys),
    )


def _body_hash(tags: dict[str, str], body: bytes) -> SignatureOutcome:
    algorithm = _HASHES.get(tags.get("a", "").rpartition("-")[2].lower())
    if algorithm is None or "bh" not in tags or len(body) > MAX_BODY_BYTES or _LONG_RUN.search(body):
        return SignatureOutcome.NOT_CHECKED
    try:
        canonical = CanonicalizationPolicy.from_c_value(tags.get("c", "simple/simple").encode()).canonicalize_body(body)
        claimed = base64.b64decode(tags["bh"])
        length = int(tags["l"][:9]) if "l" in tags else len(canonical)
    except (InvalidCanonicalizationPolicyError, binascii.Error, ValueError):
        return SignatureOutcome.NOT_CHECKED
    holds = algorithm(canonical[:length], usedforsecurity=False).digest() == claimed
    return SignatureOutcome.HOLDS if holds else SignatureOutcome.BROKEN


def _checked(raw: bytes, index: int, keys: KeyLookup | None) -> SignatureOutcome:
    if keys is None:
        return SignatureOutcome.NOT_CHECKED
    answers: list[bytes | None] = []

    def asked(name: bytes, **options: int) -> bytes | None:
        answers.append(keys(name, **options))
        return answers[-1]

    try:
        holds = dkim.DKIM(raw, logger=_QUIET).verify(idx=index, dnsfunc=asked)
    except (dkim.DKIMException, ValueError, OSError):
        return SignatureOutcome.NOT_CHECKED
    if not any(answers):
        return SignatureOutcome.NOT_CHECKED
    return SignatureOutcome.HOLDS if holds else SignatureOutcome.BROKEN


def _body(raw: bytes) -> bytes:
    normal = raw.replace(b"\r\n", b"\n")
    return normal.partition(b"\n\n")[2].replace(b"\n", b"\r\n")
