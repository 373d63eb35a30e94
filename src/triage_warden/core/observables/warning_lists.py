"""The lists that come with the product, and which of them hold a value. Read when first asked."""

import ipaddress
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files

from triage_warden.core.observables.addresses import quad_number
from triage_warden.core.observables.networks import Networks
from triage_warden.core.observables.psl import is_icann_suffix, public_suffix


class ListKind(StrEnum):
    """What being on a list says."""

    GOOD = "good"
    """True of many harmless things."""
    MACHINE = "machine"
    """Good, and nothing that users put there is served from it, so that its links are good as well."""
    SHORTENER = "shortener"
    LINK_PAGE = "link_page"
    DISPOSABLE_MAIL = "disposable_mail"
    HOSTING = "hosting"
    """Anybody can put content under it."""
    CLOUD = "cloud"
    """Anybody can rent it."""
    PARKING = "parking"
    SINKHOLE = "sinkhole"
    SCANNER = "scanner"


_COVERING = (ListKind.GOOD, ListKind.MACHINE)


@dataclass(frozen=True, slots=True, eq=False)
class WarningList:
    """One list and its networks; its words are in the library's index."""

    name: str
    kind: ListKind
    ranges: "dict[int, Ranges]"

    def holds(self, version: int, number: int) -> bool:
        """Whether an address of an IP version lies in one of the list's networks."""
        known = self.ranges.get(version)
        return known is not None and known.hold(number)


@dataclass(frozen=True, slots=True)
class Ranges:
    """Networks as numbers, sorted and apart from one another."""

    firsts: list[int] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)

    def hold(self, number: int) -> bool:
        """Whether a number lies in one of them."""
        at = bisect_right(self.firsts, number) - 1
        return at >= 0 and number <= self.lasts[at]


@dataclass(frozen=True, slots=True)
class Library:
    """All lists, by what is asked of them."""

    exact: dict[str, tuple[WarningList, ...]]
    below: dict[str, tuple[WarningList, ...]]
    networks: tuple[WarningList, ...]
    addresses: dict[int, Networks[WarningList]]
    """By IP version."""

    def of_word(self, word: str) -> tuple[WarningList, ...]:
        """Return the lists that hold a name or digest itself."""
        return self.exact.get(word, ())

    def of_name(self, name: str) -> tuple[WarningList, ...]:
        """Return the lists that hold a host name or a name above it.

        What lies under a suffix where strangers register or publish (`evil.github.io`, `sites.google.com`) is on the
        lists of those names only if it is named itself; otherwise a provider's fame would cover its worst customer.
        """
        above = self._above(name)
        if not above:
            return self.exact.get(name, ())
        if any(each.kind in _COVERING for each in above) and self._is_of_strangers(name):
            above = [each for each in above if each.kind not in _COVERING]
        return tuple(dict.fromkeys((*self.exact.get(name, ()), *above)))

    def of_address(self, value: str) -> tuple[WarningList, ...]:
        """Return the lists with a network that the address lies in."""
        number = quad_number(value)
        if number is not None:
            return self.addresses[4].at(number)
        address = ipaddress.ip_address(value)
        return self.addresses[address.version].at(int(address))

    def _above(self, name: str) -> list[WarningList]:
        listed: list[WarningList] = []
        while name:
            listed += self.below.get(name, ())
            name = name.partition(".")[2]
        return listed

    def _is_of_strangers(self, name: str) -> bool:
        suffix = public_suffix(name)
        hosted = any(each.kind is ListKind.HOSTING for each in self._above(name))
        return hosted or (suffix is not None and "." in suffix and not is_icann_suffix(suffix))


@cache
def library() -> Library:
    """Return the lists of the package; about 30,000 entries, read once."""
    exact: dict[str, tuple[WarningList, ...]] = {}
    below: dict[str, tuple[WarningList, ...]] = {}
    networks = []
    for name, text in _texts():
        known, words = read(name, text)
        if known.ranges:
            networks.append(known)
        for word in words:
            index, key = (below, word[1:]) if word.startswith(".") else (exact, word)
            index[key] = (*index.get(key, ()), known)
    addresses = {version: Networks.of(_labelled(networks, version)) for version in (4, 6)}
    return Library(exact=exact, below=below, networks=tuple(networks), addresses=addresses)


def read(name: str, text: str) -> tuple[WarningList, list[str]]:
    """Return a list and its words from the text of its file."""
    header, words, networks = {}, [], []
    for line in text.splitlines():
        if line.startswith("#"):
            key, _, value = line[1:].partition(":")
            header[key.strip()] = value.strip()
        elif "/" in line:
            networks.append(line)
        elif line:
            words.append(line)
    return WarningList(name=name, kind=ListKind(header["kind"]), ranges=_ranges(networks)), words


def _texts() -> Iterator[tuple[str, str]]:
    folder = files("triage_warden.core.observables") / "lists"
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.name.endswith(".txt"):
            yield entry.name.removesuffix(".txt"), entry.read_text(encoding="ascii")


def _labelled(lists: Iterable[WarningList], version: int) -> Iterator[tuple[int, int, WarningList]]:
    for each in lists:
        known = each.ranges.get(version, Ranges())
        for first, last in zip(known.firsts, known.lasts, strict=True):
            yield first, last, each


def _ranges(networks: Iterable[str]) -> dict[int, Ranges]:
    ranges: dict[int, Ranges] = {}
    for version, first, last in sorted(map(_bounds, networks)):
        known = ranges.setdefault(version, Ranges())
        known.firsts.append(first)
        known.lasts.append(last)
    return ranges


def _bounds(network: str) -> tuple[int, int, int]:
    address, _, prefix = network.partition("/")
    if ":" in address:
        first, bits, version = int(ipaddress.IPv6Address(address)), 128, 6
    else:
        a, b, c, d = map(int, address.split("."))
        first, bits, version = a << 24 | b << 16 | c << 8 | d, 32, 4
    return version, first, first | (1 << bits - int(prefix)) - 1
