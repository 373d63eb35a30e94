"""What an observable is."""

from enum import StrEnum

import msgspec


class ObservableType(StrEnum):
    """The kinds of value that can be seen in an alert."""

    IPV4 = "ipv4"
    IPV6 = "ipv6"
    DOMAIN = "domain"
    URL = "url"
    EMAIL = "email"
    MD5 = "md5"
    SHA1 = "sha1"
    SHA256 = "sha256"
    HOSTNAME = "hostname"
    USER = "user"
    FILE_NAME = "file_name"
    FILE_PATH = "file_path"
    PROCESS = "process"
    COMMAND_LINE = "command_line"
    REGISTRY_KEY = "registry_key"
    CVE = "cve"
    MAC = "mac"
    ASN = "asn"
    CLOUD_RESOURCE = "cloud_resource"
    MUTEX = "mutex"
    BITCOIN_ADDRESS = "bitcoin_address"
    USER_AGENT = "user_agent"


class Role(StrEnum):
    """What part a value plays in the alert it was seen in."""

    ACTOR = "actor"
    """Did it, or is where it came from and is not ours: an attacker's address, the sender of a mail."""
    TARGET = "target"
    """It happened to this: the host, account, mailbox or cloud resource concerned."""
    SOURCE = "source"
    """The near end a connection came from; not known to be hostile."""
    DESTINATION = "destination"
    """The far end that was connected to."""
    ARTIFACT = "artifact"
    """A file, hash, process, command line, key or link left behind or used."""
    REPORTER = "reporter"
    """The sensor, relay, gateway or analyst that saw it; never a party to it."""
    MENTIONED = "mentioned"
    """Found in text; part unknown."""


class Trait(StrEnum):
    """What is known of a value from its shape or from lists, without asking anybody."""

    PRIVATE = "private"
    LOOPBACK = "loopback"
    LINK_LOCAL = "link_local"
    MULTICAST = "multicast"
    RESERVED = "reserved"
    DOCUMENTATION = "documentation"
    KNOWN_GOOD = "known_good"
    """On a warning list: true of many harmless things (public resolvers, big sites).

    Not what anybody can rent: cloud ranges are `ListKind.CLOUD`, which marks nothing."""
    SHORTENER = "shortener"
    DEFANGED = "defanged"
    """Was written so that it could not be clicked."""


class Observable(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A typed, normalised value, and the part it plays."""

    type: ObservableType
    value: str
    role: Role = Role.MENTIONED
    traits: tuple[Trait, ...] = ()
    lists: tuple[str, ...] = ()
    """Names of the known-good lists that hold it."""


class Found(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An observable in a text, and where: `text[start:end]` is what was written."""

    observable: Observable
    start: int
    end: int


ENTITY_TYPES = frozenset(
    {ObservableType.USER, ObservableType.HOSTNAME, ObservableType.EMAIL, ObservableType.CLOUD_RESOURCE},
)
"""Observables that things happen to or by; with role `target` or `actor` they are entities."""
