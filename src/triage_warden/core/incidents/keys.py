"""What an alert can be tied by: the values in it, and what sharing each is worth."""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from triage_warden.core.observables.model import ObservableType


class KeyKind(StrEnum):
    """What sort of thing a key names."""

    HOST = "host"
    ACCOUNT = "account"
    RESOURCE = "resource"
    ADDRESS = "address"
    SENDER = "sender"
    HASH = "hash"
    NAME = "name"
    PATH = "path"
    REGISTRY = "registry"
    URL = "url"
    DOMAIN = "domain"
    COMMAND = "command"
    MARK = "mark"
    RULE = "rule"
    ECHO = "echo"
    ALIAS = "alias"


ENTITY_KINDS = frozenset({KeyKind.HOST, KeyKind.ACCOUNT, KeyKind.RESOURCE})
"""Kinds that things happen to or by."""


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A value that an alert can be tied by.

    Keys of one `family` may say the same thing twice (a host and its address, a domain and its address, a file's name
    and its path), so only one of them counts.
    `weight` is what sharing it is worth in the part it plays in this alert, before rarity; from 1 it ties alone.
    `tolerance` is how many parties may be seen with it in a day before it counts as common. `full` is set on an
    alias: the full form (`ws-014.example.com`) that the short one was taken from; its `value` is the short one's token.
    """

    kind: KeyKind
    family: KeyKind
    type: ObservableType | None = None
    value: str
    weight: float
    tolerance: int
    full: str | None = None

    @property
    def token(self) -> str:
        """Return what two alerts must both hold to share this key."""
        return f"{self.kind}\x1f{self.value}"


class Pairing(msgspec.Struct, frozen=True, kw_only=True):
    """A key and a party that it was seen with: its spread is the number of distinct parties in a day."""

    token: str
    party: str


def strongest_first(keys: Iterator[Key]) -> tuple[Key, ...]:
    """Return the keys without repeats of a token, the weightiest of each kept, weightiest first."""
    best: dict[str, Key] = {}
    for key in keys:
        known = best.get(key.token)
        if known is None or (key.weight, key.full or "") > (known.weight, known.full or ""):
            best[key.token] = key
    return tuple(sorted(best.values(), key=lambda key: (-key.weight, key.kind is KeyKind.ALIAS, key.token)))
