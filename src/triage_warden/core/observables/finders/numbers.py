"""Addresses, digests and identifiers: runs of digits told apart by length, neighbours and labels."""

from collections.abc import Iterator

from triage_warden.core.observables.finders.candidate import Candidate, View
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.scan import Pattern

_QUAD = Pattern(rb"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}")
_GROUPS = Pattern(rb"[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*")
_DIGEST = Pattern(rb"[0-9A-Fa-f]{32,}")
_MAC = Pattern(rb"(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}")
_CVE = Pattern(rb"\bCVE[-_ \xa7][0-9]{4}[-_ \xa7][0-9]{4,19}\b", ignore_case=True)
_ASN = Pattern(rb"\b(?:(?:ASN|asn|AS) ?[0-9]{1,10}|as[0-9]{2,10})\b")
_BITCOIN = Pattern(rb"\b(?:bc1[02-9ac-hj-np-z]{8,87}|BC1[02-9AC-HJ-NP-Z]{8,87}|[13][1-9A-HJ-NP-Za-km-z]{25,34})\b")

_VERSION_LABEL = Pattern(
    rb"(?:version|\bver|\bv|build|release|firmware|revision|\brev)[\"']?\.?[ :=]{0,3}[\"']?\z", ignore_case=True
)
_OTHER_DIGEST = Pattern(
    rb"(?:imp(?:ort)?[ _-]?hash|authenti[ _-]?hash|ja3s?|ja4|hassh|thumb[ _-]?print|serial(?:[ _-]?(?:number|no))?|"
    rb"fingerprint|pe[ _-]?hash|rich[ _-]?hash|tlsh|dhash|uuid|guid|nonce|token|session[ _-]?id|trace[ _-]?id)"
    rb"(?:[ _-]?(?:md5|sha-?1|sha-?256|hash|value|is))?[\"'`]?[\s:=|-]{0,8}[\"'`]?\z",
    ignore_case=True,
)
_LOOK_BACK = 48
"""Characters in which a label before a value is looked for."""
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_\xb5")
_DIGITS = frozenset(b"0123456789")
_DIGESTS = {32: ObservableType.MD5, 40: ObservableType.SHA1, 64: ObservableType.SHA256}
_MAX_IPV6 = 45
_SPACED_ASN_DIGITS = 3


def ipv4s(view: View) -> Iterator[Candidate]:
    """Yield dotted quads that are not part of a longer number, a version or a product token."""
    for start, end in _QUAD.spans(view.shape):
        if not (_joined_before(view, start) or _joined_after(view, end) or _is_version(view, start)):
            yield Candidate(start, end, ObservableType.IPV4)


def ipv6s(view: View) -> Iterator[Candidate]:
    """Yield runs of hexadecimal groups with `::` or all eight groups; times and C++ names are neither."""
    for start, found in _GROUPS.spans(view.shape):
        run = bytes(view.shape[start:found])
        kept = run.rstrip(b".") if not run.endswith(b"::") else run
        kept = kept[:-1] if kept.endswith(b":") and not kept.endswith(b"::") else kept
        end = start + len(kept)
        if _is_ipv6_like(kept) and view.before(start) not in _WORD and view.at(end) not in _WORD:
            yield Candidate(start, end, ObservableType.IPV6)


def digests(view: View) -> Iterator[Candidate]:
    """Yield MD5, SHA-1 and SHA-256 of files; not longer hex, import hashes, fingerprints, placeholders."""
    for start, end in _DIGEST.spans(view.shape):
        kind = _DIGESTS.get(end - start)
        if kind is None or view.before(start) in _WORD or view.at(end) in _WORD:
            continue
        written = bytes(view.shape[start:end])
        if not written.isdigit() and len(set(written)) > 1 and not _labelled(view, start, _OTHER_DIGEST):
            yield Candidate(start, end, kind)


def macs(view: View) -> Iterator[Candidate]:
    """Yield MAC addresses with colons, dashes or (Cisco's) dots, not parts of longer fingerprints."""
    for start, end in _MAC.spans(view.shape):
        if view.before(start) not in _AROUND_MAC and view.at(end) not in _AROUND_MAC:
            written = bytes(view.shape[start:end])
            if written[4:5] != b"." or not written.replace(b".", b"").isdigit():
                yield Candidate(start, end, ObservableType.MAC)


def cves(view: View) -> Iterator[Candidate]:
    """Yield CVE identifiers."""
    return (Candidate(start, end, ObservableType.CVE) for start, end in _CVE.spans(view.shape))


def asns(view: View) -> Iterator[Candidate]:
    """Yield autonomous systems: `AS64496`, `asn 64496`; not "just as 2014"."""
    for start, end in _ASN.spans(view.shape):
        written = bytes(view.shape[start:end])
        spaced = b" " in written and written[:3].lower() != b"asn"
        if not spaced or len(written.split(b" ")[1]) >= _SPACED_ASN_DIGITS:
            yield Candidate(start, end, ObservableType.ASN)


def bitcoin_addresses(view: View) -> Iterator[Candidate]:
    """Yield what may be a main net address; its checksum decides."""
    return (Candidate(start, end, ObservableType.BITCOIN_ADDRESS) for start, end in _BITCOIN.spans(view.shape))


def _joined_before(view: View, start: int) -> bool:
    before = view.before(start)
    return before in _WORD or (before == ord(".") and view.before(start - 1) in _DIGITS)


def _joined_after(view: View, end: int) -> bool:
    after = view.at(end)
    return after in _WORD or (after == ord(".") and view.at(end + 1) in _WORD)


def _is_version(view: View, start: int) -> bool:
    if view.before(start) == ord("/"):
        return _is_product(bytes(view.shape[max(0, start - _LOOK_BACK) : start - 1]))
    return _labelled(view, start, _VERSION_LABEL)


def _is_product(before: bytes) -> bool:
    """Whether `Chrome` in `Chrome/120.0.0.0` is a product: one word with a capital. Java's `host/192.0.2.1` is none."""
    word = before.replace(b"\t", b" ").replace(b"\n", b" ").rpartition(b" ")[2]
    return word[:1].isupper() and word.replace(b"-", b"").isalnum()


def _labelled(view: View, start: int, label: Pattern) -> bool:
    return label.search(view.shape[max(0, start - _LOOK_BACK) : start]) is not None


def _is_ipv6_like(written: bytes) -> bool:
    if len(written) > _MAX_IPV6 or not any(digit in _DIGITS for digit in written):
        return False
    return b"::" in written or written.count(b":") == 7  # noqa: PLR2004  # eight groups


_AROUND_MAC = _WORD | frozenset(b":-.")
