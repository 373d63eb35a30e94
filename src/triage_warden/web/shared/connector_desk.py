"""What people can see and try of the systems that are connected."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import msgspec

from triage_warden.connector_kit.probe import Probed


class ConnectorKind(StrEnum):
    """Which way it goes."""

    SYSTEM = "system"
    """We ask it and do things there."""
    SOURCE = "source"
    """It sends alerts to us."""


class ConnectorState(msgspec.Struct, frozen=True, kw_only=True):
    """A connector, as this process has it."""

    name: str
    title: str
    kind: ConnectorKind
    configured: bool
    """Whether the settings name it; sources need no settings."""
    verbs: tuple[str, ...] = ()
    """The actions that it carries out."""
    documentation: tuple[str, ...] = ()
    trouble: str | None = None
    """Why it does not work now, as far as this process knows without asking."""


class Tested(msgspec.Struct, frozen=True, kw_only=True):
    """What a test saw."""

    name: str
    outcome: Probed
    says: str
    details: tuple[str, ...] = ()
    seconds: float
    instance: str
    """The process that asked; others may stand elsewhere in the network."""


class ConnectorDesk(Protocol):
    """Shows the systems that there are connectors for, and tries them."""

    def systems(self) -> Sequence[ConnectorState]:
        """Return them, connected or not."""
        ...

    async def test(self, name: str) -> Tested:
        """Ask a connected system something harmless; raise Conflict where it is not connected."""
        ...
