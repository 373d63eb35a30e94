"""Throw the kill switch, and release it."""

from dataclasses import dataclass

from triage_warden.core.actions.errors import NoSuchVerb
from triage_warden.core.actions.kill_switch import KillSwitch, Scope, ScopeKind, Switch
from triage_warden.core.actions.verb import RISKS
from triage_warden.core.audit.model import By
from triage_warden.core.incidents.change import stated
from triage_warden.kernel.ids import TenantId


@dataclass(frozen=True, slots=True)
class Halt:
    """Throws and releases switches, each time with a reason."""

    switches: KillSwitch

    async def engage(self, tenant: TenantId, scope: Scope, *, reason: str, by: By) -> Switch:
        """Throw a switch; raise AlreadyEngaged, NoSuchVerb or ReasonRequired."""
        return await self.switches.engage(tenant, _known(scope), reason=stated(reason), by=by)

    async def release(self, tenant: TenantId, scope: Scope, *, reason: str, by: By) -> Switch:
        """Release a switch; raise NotEngaged, NoSuchVerb or ReasonRequired."""
        return await self.switches.release(tenant, _known(scope), reason=stated(reason), by=by)


def _known(scope: Scope) -> Scope:
    if scope.kind is not ScopeKind.ACTION:
        return Scope(kind=scope.kind)
    if scope.verb not in RISKS:
        raise NoSuchVerb(detail=f"There is no action '{scope.verb}'; there is {', '.join(RISKS)}.")
    return scope
