"""Gather the observables of one alert: structured fields first, then what its text mentions."""

import re
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Final

from triage_warden.core.observables.addresses import quad_number
from triage_warden.core.observables.classify import observable
from triage_warden.core.observables.find import find
from triage_warden.core.observables.hosts import is_ipv4
from triage_warden.core.observables.model import Observable, ObservableType, Role
from triage_warden.core.observables.networks import Networks

MAX_OBSERVABLES: Final = 200
"""Kept for one alert; a payload that names more is a list of things, and an analyst reads the raw payload."""
MAX_TEXT: Final = 8_192
"""Characters of one text that are searched."""
MAX_VALUE: Final = 8_192
"""Characters of one value. A longer command line is cut (its beginning says most); a longer anything else is not
what it claims to be."""

_SHORT: Final = 256
"""Characters of a text up to which what it mentions is remembered."""
_LONGEST_ADDRESS: Final = 80
"""Characters of an address with brackets, zone and port; what is longer is none, and is not remembered."""
_WITH_PORT: Final = re.compile(r"\[(?P<v6>[0-9A-Fa-f:.%]+)\](?::\d+)?|(?P<v4>\d+\.\d+\.\d+\.\d+):\d+")
_OURS: Final = (
    *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8"),
    *("fc00::/7", "fe80::/10", "::1/128"),
)
_INTERNAL: Final = {
    version: Networks.of(
        (int(network.network_address), int(network.broadcast_address), "ours")
        for network in map(ip_network, _OURS)
        if network.version == version
    )
    for version in (4, 6)
}
_NO_NAME: Final = frozenset({"", "-", "unknown", "none", "null", "n/a", "localhost", "localhost.localdomain"})
"""What fields say that have no name to say; `localhost` is every machine."""
_HASHES: Final[Mapping[int, ObservableType]] = {
    32: ObservableType.MD5,
    40: ObservableType.SHA1,
    64: ObservableType.SHA256,
}


class Observed:
    """Collects observables. Of equal ones the first wins, so add what is surest first; mentions come last."""

    __slots__ = ("_kept", "_texts")

    def __init__(self) -> None:
        self._kept: dict[tuple[ObservableType, str], Observable] = {}
        self._texts: list[str] = []

    def add(self, type: ObservableType, value: str, role: Role) -> bool:  # noqa: A002  # reads as the field it fills
        """Take in one value from a structured field; what does not fit its type is left out, and False says so."""
        if len(value) > MAX_VALUE:
            if type is not ObservableType.COMMAND_LINE:
                return False
            value = value[:MAX_VALUE]
        return bool(value) and self._keep(observable(type, value, role))

    def address(self, value: str, role: Role) -> bool:
        """Take in an IP address of either family, also one written with a port, zone or brackets."""
        bare = bare_address(value)
        return self.add(ObservableType.IPV6 if ":" in bare else ObservableType.IPV4, bare, role)

    def hash(self, value: str, role: Role = Role.ARTIFACT) -> bool:
        """Take in a file hash, its kind told by its length."""
        kind = _HASHES.get(len(value))
        return kind is not None and self.add(kind, value, role)

    def endpoint(self, value: str, role: Role, named: ObservableType = ObservableType.HOSTNAME) -> None:
        """Take in a field that holds an address or a name, as `named`."""
        if bare_address(value):
            self.address(value, role)
        elif value.lower() not in _NO_NAME:
            self.add(named, value, role)

    def own_host(self, name: str, role: Role) -> None:
        """Take in a host of ours, also under the first label of its name: some sources write only that."""
        self.endpoint(name, role)
        if "." in name and not bare_address(name):
            self.endpoint(name.partition(".")[0], role)

    def mentioned(self, *texts: str) -> None:
        """Take in what texts mention, the part it plays unknown, where no field names the same value."""
        self._texts.extend(text[:MAX_TEXT] for text in texts if text)

    def all(self) -> tuple[Observable, ...]:
        """Return what was gathered: from fields in the order it came, then from text."""
        for text in self._texts:
            for seen in (_mentions if len(text) <= _SHORT else _find_mentions)(text):
                self._keep(seen)
        self._texts.clear()
        return tuple(self._kept.values())

    def _keep(self, seen: Observable | None) -> bool:
        if seen is None:
            return False
        if len(self._kept) < MAX_OBSERVABLES:
            self._kept.setdefault((seen.type, seen.value), seen)
        return True


def _find_mentions(text: str) -> tuple[Observable, ...]:
    return tuple(found.observable for found in find(text))


_mentions: Final = lru_cache(maxsize=2_048)(_find_mentions)
"""A rule's name is the title of all its alerts: what it mentions is looked for once."""


def bare_address(value: str) -> str:
    """Return the address without port, brackets and zone; empty where there is none."""
    return _bare(value) if len(value) <= _LONGEST_ADDRESS else ""


def is_internal(value: str) -> bool:
    """Say whether an address is of a range that only our own networks use (RFC 1918, 4193, 6598, link-local).

    Not `ipaddress.is_private`: that also counts documentation and reserved ranges, which nobody's hosts live in.
    """
    return len(value) <= _LONGEST_ADDRESS and _internal(value)


def _bare(value: str) -> str:
    return value if is_ipv4(value) else _bare_of(value)


@lru_cache(maxsize=8_192)
def _bare_of(value: str) -> str:
    candidate = value.strip()
    written = _WITH_PORT.fullmatch(candidate)
    if written:
        candidate = written["v6"] or written["v4"]
    candidate = candidate.partition("%")[0]
    try:
        return str(ip_address(candidate))
    except ValueError:
        return ""


def _internal(value: str) -> bool:
    bare = _bare(value)
    number = quad_number(bare)
    if number is not None:
        return bool(_INTERNAL[4].at(number))
    return bool(bare) and bool(_INTERNAL[6].at(int(ip_address(bare))))
