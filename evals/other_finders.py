"""Other finders of observables, which the evaluation runs beside ours where they can be imported."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from importlib import import_module

from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.normalise import normalise
from triage_warden.core.observables.refang import refang

Values = Mapping[str, set[str]]
Finder = Callable[[str], Callable[[], Values]]
"""Reads a text; what it returns puts the values in normal form, which is no part of the reading."""

IOC_FINDER_TYPES = {
    "domains": "domain",
    "urls": "url",
    "email_addresses": "email",
    "ipv4s": "ipv4",
    "ipv6s": "ipv6",
    "md5s": "md5",
    "sha1s": "sha1",
    "sha256s": "sha256",
    "asns": "asn",
    "cves": "cve",
    "registry_key_paths": "registry_key",
    "mac_addresses": "mac",
    "bitcoin_addresses": "bitcoin_address",
    "user_agents": "user_agent",
    "file_paths": "file_path",
}
"""Its names for types -> ours."""
_IOCSEARCHER_TYPES = {
    "fqdn": "domain",
    "url": "url",
    "email": "email",
    "ip4": "ipv4",
    "ip6": "ipv6",
    "md5": "md5",
    "sha1": "sha1",
    "sha256": "sha256",
    "cve": "cve",
    "bitcoin": "bitcoin_address",
    "registry": "registry_key",
}
_IOCEXTRACT_TYPES = {
    "url": "extract_urls",
    "ipv4": "extract_ipv4s",
    "ipv6": "extract_ipv6s",
    "email": "extract_emails",
    "md5": "extract_md5_hashes",
    "sha1": "extract_sha1_hashes",
    "sha256": "extract_sha256_hashes",
}
_REFANGS = frozenset({"url", "ipv4", "email"})


def other_finders(wanted: AbstractSet[str]) -> dict[str, Finder]:
    """Return the other finders that are installed, each asked for the types in `wanted` that it knows."""
    finders = {}
    for name, make in (("ioc-finder", _ioc_finder), ("iocextract", _iocextract), ("iocsearcher", _iocsearcher)):
        try:
            finders[name] = make(wanted)
        except ImportError:
            continue
    return finders


def key(kind: str, value: str) -> str:
    """Compare links without scheme, final slash and case: reports leave out the first two and lower the third."""
    if kind == ObservableType.URL:
        return value.partition("://")[2].removesuffix("/").lower() or value.lower()
    return value


def keys(kind: str, values: Iterable[str]) -> set[str]:
    """Return the keys of written values; what has no normal form has none."""
    return {made for value in values if (made := _key_of(kind, value)) is not None}


def _key_of(kind: str, value: str) -> str | None:
    written = refang(value.replace("ASN", "AS") if kind == ObservableType.ASN else value).text
    for candidate in (written, "http://" + written) if kind == ObservableType.URL else (written,):
        try:
            return key(kind, normalise(ObservableType(kind), candidate))
        except NotAnObservable:
            continue
    return None


def _all_keys(found: Mapping[str, Iterable[str]]) -> Values:
    return {kind: keys(kind, values) for kind, values in found.items()}


def _ioc_finder(wanted: AbstractSet[str]) -> Finder:
    find_iocs = import_module("ioc_finder").find_iocs
    asked = [name for name, kind in IOC_FINDER_TYPES.items() if kind in wanted]

    def finder(text: str) -> Callable[[], Values]:
        found = find_iocs(text, included_ioc_types=asked)
        return partial(_all_keys, {IOC_FINDER_TYPES[name]: found.get(name, []) for name in asked})

    return finder


def _iocextract(wanted: AbstractSet[str]) -> Finder:
    module = import_module("iocextract")
    asked = {kind: getattr(module, name) for kind, name in _IOCEXTRACT_TYPES.items() if kind in wanted}

    def finder(text: str) -> Callable[[], Values]:
        return partial(
            _all_keys,
            {kind: list(read(text, **({"refang": True} if kind in _REFANGS else {}))) for kind, read in asked.items()},
        )

    return finder


def _iocsearcher(wanted: AbstractSet[str]) -> Finder:
    searcher = import_module("iocsearcher.searcher").Searcher()
    asked = {name for name, kind in _IOCSEARCHER_TYPES.items() if kind in wanted}

    def finder(text: str) -> Callable[[], Values]:
        found = searcher.search_data(text, targets=asked)
        values: defaultdict[str, list[str]] = defaultdict(list)
        for ioc in found:
            values[_IOCSEARCHER_TYPES[ioc.name]].append(ioc.value)
        return partial(_all_keys, values)

    return finder
