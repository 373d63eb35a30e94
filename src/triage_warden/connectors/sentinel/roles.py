"""The part an entity plays, from what the product says of it and from what else is in the alert.

Microsoft's words: https://learn.microsoft.com/en-us/graph/api/resources/security-alertevidence (evidenceRole, verdict).
"""

from collections.abc import Iterable
from typing import Final

from triage_warden.connector_kit.fields import text, texts
from triage_warden.connector_kit.observed import is_internal
from triage_warden.connectors.sentinel.graph import Graph, Node
from triage_warden.core.observables.model import Role

_SAID: Final[tuple[tuple[frozenset[str], Role], ...]] = (
    (frozenset({"attacker", "commandandcontrol", "source"}), Role.ACTOR),
    (frozenset({"compromised", "attacked", "scanned"}), Role.TARGET),
    (frozenset({"destination"}), Role.DESTINATION),
)
"""First match wins: an address that is both `source` and `attacker` is the attacker's."""
_BAD_VERDICTS: Final = frozenset({"suspicious", "malicious"})
_FROM_OUTSIDE_TACTICS: Final = frozenset({"reconnaissance", "initial-access"})
_GUESSING: Final = "T1110"
HOST_PROVIDERS: Final = frozenset({"mdatp", "windowsdefenderatp"})


def said_role(node: Node) -> Role | None:
    """Return the role that the product states, None where it states none that decides."""
    said = {word.lower() for word in texts(node, "Roles")}
    return next((role for words, role in _SAID if words & said), None)


def is_condemned(node: Node) -> bool:
    """Say whether the product's latest verdict on the entity itself is bad."""
    return text(node, "LastVerdict").lower() in _BAD_VERDICTS


def own_addresses(graph: Graph) -> frozenset[str]:
    """Return the addresses that hosts of the alert have, inside and at the company's way out."""
    fields = ("LastIpAddress", "LastExternalIpAddress")
    return frozenset(text(host, field) for host in graph.of_kind("host") for field in fields) - {""}


def address_role(node: Node, *, beside_host: bool, own: frozenset[str], attack: Iterable[str]) -> Role:
    """Return the part of an address.

    The product's word goes first. Without it: an address of ours is the near end. Beside a host, an outside address
    is what the host talked to, unless the alert is about getting in (reconnaissance, initial access, password
    guessing), when it is where that came from. Without a host, the alert is about an account, and the address is
    where the account was used from.
    """
    value = text(node, "Address")
    said = said_role(node)
    if said is not None and not (said is Role.ACTOR and value in own):
        return said
    if value in own or is_internal(value):
        return Role.SOURCE
    if is_condemned(node):
        return Role.ACTOR
    if "contextual" in {word.lower() for word in texts(node, "Roles")}:
        return Role.SOURCE
    getting_in = any(each in _FROM_OUTSIDE_TACTICS or each.startswith(_GUESSING) for each in attack)
    return Role.DESTINATION if beside_host and not getting_in else Role.ACTOR
