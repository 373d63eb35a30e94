"""Which end of the flow is which: who began it, whose it is, and the part that gives it in the alert."""

import msgspec

from triage_warden.connector_kit.fields import text
from triage_warden.connector_kit.flow import flow_roles
from triage_warden.core.observables.model import Role


class Ends(msgspec.Struct, frozen=True, kw_only=True):
    """The two ends of the flow; the client began it. Empty text where the event does not say."""

    client: str
    server: str
    service_port: str
    client_role: Role
    server_role: Role


def ends_of(event: dict[str, object]) -> Ends:
    """Return the ends; the rule's own word on attacker and target (`target` keyword) goes before what we infer."""
    source, destination = text(event, "src_ip"), text(event, "dest_ip")
    backwards = _from_server(event, source)
    client, server = (destination, source) if backwards else (source, destination)
    roles = flow_roles(client, server)
    if roles == (Role.SOURCE, Role.TARGET) and text(event, "app_proto") == "dns":
        roles = (Role.SOURCE, Role.DESTINATION)  # a resolver carries the question; nothing happens to it
    attacker = text(event, "alert.source.ip")
    if attacker and attacker in {client, server}:
        roles = (Role.ACTOR, Role.TARGET) if attacker == client else (Role.TARGET, Role.ACTOR)
    return Ends(
        client=client,
        server=server,
        service_port=text(event, "src_port" if backwards else "dest_port"),
        client_role=roles[0],
        server_role=roles[1],
    )


def _from_server(event: dict[str, object], source: str) -> bool:
    """Say whether the packet that matched went from server to client; `src_ip` is the packet's, not the flow's."""
    began = text(event, "flow.src_ip")
    if began:
        return began != source
    return text(event, "direction") == "to_client"
