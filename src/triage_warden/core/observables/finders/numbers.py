"""Addresses, digests and identifiers: runs of digits told apart by length, neighbours and labels."""

from collections.abc import Iterator

from triage_warden.core.observables.finders.candidate import Candidate, View
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.scan import Pattern

_QUAD = Pattern(rb"[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}")
_SHORTENED = Pattern(rb"[0-9A-Fa-f:]*::[0-9A-Fa-f:.]*")
_LONG = Pattern(rb"[0-9A-Za-z]{25,}")
"""Digests and wallets. Only one repeat is counted: its automaton stays as small as it is long."""
_GROUPS = Pattern(
    rb"(?:[0-9A-Fa-f]{1,4}:){6}(?:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}|[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})"
    rb"|(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}"
    rb"|\b(?:(?:ASN|asn|AS) ?[0-9]{1,10}|as[0-9]{2,10})\b",
)
"""Addresses in groups and numbered systems; which of them it is shows in the first bytes."""
_SIX_GROUPS = Pattern(rb"(?:[0-9A-Fa-f]{1,4}:){6}\z")
_CVE = Pattern(rb"\bCVE[-_ \xa7][0-9]{4}[-_ \xa7][0-9]{4,19}\b", ignore_case=True)

_VERSION_LABEL = Pattern(
    rb"(?:version|\bver|\bv|build|release|firmware|revision|\brev)[\"']?\.?[ :=]{0,3}[\"']?\z", ignore_case=True
)
_LABEL_ENDS = (b"n", b"r", b"v", b"d", b"e")
_OTHER_DIGEST = Pattern(
    rb"(?:imp(?:ort)?[ _-]?hash|authenti[ _-]?hash|ja3s?|ja4|hassh|thumb[ _-]?print|serial(?:[ _-]?(?:number|no))?|"
    rb"fingerprint|pe[ _-]?hash|rich[ _-]?hash|tlsh|dhash|uuid|guid|nonce|token|session[ _-]?id|trace[ _-]?id)"
    rb"(?:[ _-]?(?:md5|sha-?1|sha-?256|hash|value|is))?[\"'`]?[\s:=|-]{0,8}[\"'`]?",
    ignore_case=True,
)
"""Labels of digests that are not a file's, up to where the digest begins."""
_LOOK_BACK = 48
"""Characters in which a label before a value is looked for."""
_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_\xb5")
_DIGITS = frozenset(b"0123456789")
_HEX = b"0123456789abcdefABCDEF"
_WALLETS = (b"1", b"3", b"bc1", b"BC1")
_LONGEST_WALLET = 90
"""Characters (BIP 173)."""
_DIGESTS = {32: ObservableType.MD5, 40: ObservableType.SHA1, 64: ObservableType.SHA256}
_MAX_IPV6 = 45
_SIX_WIDEST = 30
"""Characters of six groups of an IPv6 address."""
_SPACED_ASN_DIGITS = 3


def ipv4s(view: View, start: int, end: int) -> Iterator[Candidate]:
    """Yield dotted quads in a span that are not part of a longer number, a version or a product token."""
    for first, last in _QUAD.spans(view.shape, start, end):
        if not (_joined_before(view, first) or _joined_after(view, last) or _is_version(view, first)):
            yield Candidate(first, last, ObservableType.IPV4)


def shortened_ipv6s(view: View) -> Iterator[Candidate]:
    """Yield runs of hexadecimal groups with `::` in them; C++ names have letters around theirs."""
    for start, found in _SHORTENED.spans(view.shape):
        run = bytes(view.shape[start:found]).rstrip(b".")
        kept = run[:-1] if run.endswith(b":") and not run.endswith(b"::") else run
        end = start + len(kept)
        if len(kept) <= _MAX_IPV6 and any(digit in _DIGITS for digit in kept) and _stands_alone(view, start, end):
            yield Candidate(start, end, ObservableType.IPV6)


def long_runs(view: View) -> Iterator[Candidate]:
    """Yield digests and what may be bitcoin addresses: runs of letters and digits, told apart by length and content."""
    others: frozenset[int] | None = None
    for start, end in _LONG.spans(view.shape):
        if not _stands_alone(view, start, end):
            continue
        written = bytes(view.shape[start:end])
        if written.strip(_HEX):
            if written.startswith(_WALLETS) and len(written) <= _LONGEST_WALLET:
                yield Candidate(start, end, ObservableType.BITCOIN_ADDRESS)
        elif kind := _digest_kind(written):
            if others is None:
                others = frozenset(last for _, last in _OTHER_DIGEST.spans(view.shape))
            if start not in others:
                yield Candidate(start, end, kind)


def groups(view: View) -> Iterator[Candidate]:
    """Yield full IPv6 and MAC addresses and autonomous systems."""
    for start, end in _GROUPS.spans(view.shape):
        kind = _kind_of(view, start, end)
        if kind is not None and _stands_alone(view, start, end):
            yield Candidate(start, end, kind)


def _kind_of(view: View, start: int, end: int) -> ObservableType | None:
    written = bytes(view.shape[start:end])
    if written.count(b":") > 5:  # noqa: PLR2004  # a MAC address has five
        return None if view.before(start) == ord(":") or view.at(end) == ord(":") else ObservableType.IPV6
    if written[:2].lower() == b"as":
        spaced = written[2:3] == b" "
        return None if spaced and len(written) < len("AS ") + _SPACED_ASN_DIGITS else ObservableType.ASN
    return _mac_kind(view, start, end)


def _digest_kind(written: bytes) -> ObservableType | None:
    """Tell file digests by length; placeholders (`000…`) and long numbers are none."""
    return None if written.isdigit() or not written.strip(written[:1]) else _DIGESTS.get(len(written))


def _mac_kind(view: View, start: int, end: int) -> ObservableType | None:
    """Tell MAC addresses from parts of longer fingerprints and from dotted numbers."""
    joined = view.before(start) in b":-." or view.at(end) in b":-"
    number = bytes(view.shape[start:end]).replace(b".", b"").isdigit()
    return None if joined or number else ObservableType.MAC


def cves(view: View) -> Iterator[Candidate]:
    """Yield CVE identifiers."""
    return (Candidate(start, end, ObservableType.CVE) for start, end in _CVE.spans(view.shape))


def _joined_before(view: View, start: int) -> bool:
    before = view.before(start)
    if before == ord(":"):  # the end of `0:0:0:0:0:ffff:192.0.2.1`
        return _SIX_GROUPS.search(view.shape[max(0, start - _SIX_WIDEST) : start]) is not None
    return (before in _WORD and before != ord("_")) or (before == ord(".") and view.before(start - 1) in _DIGITS)


def _joined_after(view: View, end: int) -> bool:
    after = view.at(end)
    return after in _WORD or (after == ord(".") and view.at(end + 1) in _WORD)


def _is_version(view: View, start: int) -> bool:
    if view.before(start) == ord("/"):
        return _is_product(bytes(view.shape[max(0, start - _LOOK_BACK) : start - 1]))
    before = bytes(view.shape[max(0, start - 8) : start]).rstrip(b" :='\".")
    return before[-1:].lower() in _LABEL_ENDS and _labelled(view, start, _VERSION_LABEL)


def _is_product(before: bytes) -> bool:
    """Whether `Chrome` in `Chrome/120.0.0.0` is a product: one word with a capital. Java's `host/192.0.2.1` is none."""
    word = before.replace(b"\t", b" ").replace(b"\n", b" ").rpartition(b" ")[2]
    return word[:1].isupper() and word.replace(b"-", b"").isalnum()


def _labelled(view: View, start: int, label: Pattern) -> bool:
    return label.search(view.shape[max(0, start - _LOOK_BACK) : start]) is not None


def _stands_alone(view: View, start: int, end: int) -> bool:
    shape = view.shape
    return (not start or shape[start - 1] not in _WORD) and (end == len(shape) or shape[end] not in _WORD)
