"""Read observables by table: which field holds what, and in which part."""

from collections.abc import Iterable, Mapping
from enum import Enum

import msgspec

from triage_warden.connector_kit.fields import texts
from triage_warden.connector_kit.observed import Observed
from triage_warden.core.observables.model import ObservableType, Role


class Kind(Enum):
    """What a field may hold beside a plain type."""

    ADDRESS = "address"
    """An IP address of either family, perhaps with a port."""
    HASH = "hash"
    """A hash, its type told by its length."""
    HOST = "host"
    """An address or a host name."""
    SITE = "site"
    """An address or a domain."""
    TEXT = "text"
    """Words in which values are mentioned."""


class Field(msgspec.Struct, frozen=True):
    """A field, what it holds, and the part that plays."""

    path: str
    holds: ObservableType | Kind
    role: Role


def gather(source: Mapping[str, object], table: Iterable[Field], seen: Observed) -> None:
    """Take in the fields of the table that `source` has; a list gives each of its members."""
    for field in table:
        for value in texts(source, field.path):
            _take(value, field, seen)


def _take(value: str, field: Field, seen: Observed) -> None:
    match field.holds:
        case Kind.ADDRESS:
            seen.address(value, field.role)
        case Kind.HASH:
            seen.hash(value, field.role)
        case Kind.HOST:
            seen.endpoint(value, field.role, ObservableType.HOSTNAME)
        case Kind.SITE:
            seen.endpoint(value, field.role, ObservableType.DOMAIN)
        case Kind.TEXT:
            seen.mentioned(value)
        case _:
            seen.add(field.holds, value, field.role)
