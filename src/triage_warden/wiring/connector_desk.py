"""The systems that are connected, to look at and to try."""

from collections.abc import Sequence
from dataclasses import dataclass

from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import Conflict
from triage_warden.web.shared.connector_desk import ConnectorKind, ConnectorState, Tested
from triage_warden.wiring.connectors import MANIFESTS, Connected


class NotConnected(Conflict):
    """It is not connected: the settings do not name it."""


@dataclass(frozen=True, slots=True)
class ProcessConnectors:
    """Shows and tries what this process is connected to (web/shared/connector_desk.ConnectorDesk)."""

    connected: Connected
    clock: Clock
    instance: str

    def systems(self) -> Sequence[ConnectorState]:
        """Return every system that there is a connector for."""
        return [
            ConnectorState(
                name=each.name,
                title=each.title,
                kind=ConnectorKind.SYSTEM,
                configured=each.name in self.connected.clients,
                verbs=each.verbs,
                documentation=each.documentation,
                trouble=self._trouble(each.name),
            )
            for each in MANIFESTS
        ]

    async def test(self, name: str) -> Tested:
        """Ask one of them."""
        if name not in self.connected.probes:
            raise NotConnected(detail=f"{name} is not connected: see docs/connectors/{name}.md for its settings.")
        began = self.clock.monotonic()
        seen = await self.connected.probes[name]()
        return Tested(
            name=name,
            outcome=seen.outcome,
            says=seen.says,
            details=seen.details,
            seconds=round(self.clock.monotonic() - began, 3),
            instance=self.instance,
        )

    def _trouble(self, name: str) -> str | None:
        client = self.connected.clients.get(name)
        return f"{name} does not answer." if client is not None and client.breaker.is_open else None
