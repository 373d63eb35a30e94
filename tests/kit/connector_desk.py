"""A connected system that answers as it is told to."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from triage_warden.connector_kit.probe import Probed, Seen
from triage_warden.kernel.errors import Conflict
from triage_warden.web.shared.connector_desk import ConnectorKind, ConnectorState, Tested


@dataclass(slots=True)
class MemoryConnectors:
    """One system; what it was asked."""

    connected: bool = True
    seen: Seen = field(default_factory=lambda: Seen(outcome=Probed.OK, says="Signed in.", details=("7 records.",)))
    asked: list[str] = field(default_factory=list[str])

    def systems(self) -> Sequence[ConnectorState]:
        """Return it."""
        return [
            ConnectorState(
                name="desk",
                title="A desk",
                kind=ConnectorKind.SYSTEM,
                configured=self.connected,
                verbs=("create_ticket",),
                documentation=("https://docs.example.com/desk",),
            )
        ]

    async def test(self, name: str) -> Tested:
        """Ask it."""
        if not self.connected:
            raise Conflict(detail="It is not connected.")
        self.asked.append(name)
        seen = self.seen
        return Tested(
            name=name, outcome=seen.outcome, says=seen.says, details=seen.details, seconds=0.5, instance="test-1"
        )
