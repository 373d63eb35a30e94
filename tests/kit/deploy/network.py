"""What NetworkPolicies let through, worked out as Kubernetes says they mean.

https://kubernetes.io/docs/concepts/services-networking/network-policies/: a pod that no policy selects may do
everything; else what any policy that selects it allows, and a flow needs the leave of both ends.
"""

from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import Any, TypeAlias

from kit.deploy.manifests import Manifest

Labels: TypeAlias = dict[str, str]
_KEY = "kubernetes.io/metadata.name"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a flow: a pod with a namespace, or an address outside the cluster."""

    labels: Labels = field(default_factory=dict[str, str])
    namespace: str = "triage-warden"
    address: str | None = None


def allowed(policies: list[Manifest], source: End, target: End, port: int, protocol: str = "TCP") -> bool:
    """Tell whether a connection comes about."""
    goes = _lets(policies, source, target, (port, protocol), "Egress")
    return goes and _lets(policies, target, source, (port, protocol), "Ingress")


def _lets(policies: list[Manifest], subject: End, other: End, port: tuple[int, str], way: str) -> bool:
    if subject.address is not None:
        return True
    selecting = [
        each["spec"]
        for each in policies
        if each["metadata"]["namespace"] == subject.namespace
        and way in each["spec"]["policyTypes"]
        and _matches(each["spec"]["podSelector"], subject.labels)
    ]
    rules = [rule for spec in selecting for rule in spec.get(way.lower(), [])]
    home = subject.namespace
    return not selecting or any(
        _rule_lets(rule, other, port, home, "from" if way == "Ingress" else "to") for rule in rules
    )


def _rule_lets(rule: dict[str, Any], other: End, port: tuple[int, str], home: str, key: str) -> bool:
    ports = rule.get("ports", [])
    if ports and port not in {(each["port"], each.get("protocol", "TCP")) for each in ports}:
        return False
    return key not in rule or any(_is_peer(peer, other, home) for peer in rule[key])


def _is_peer(peer: dict[str, Any], other: End, home: str) -> bool:
    if "ipBlock" in peer:
        if other.address is None:
            return False
        inside = ip_address(other.address) in ip_network(peer["ipBlock"]["cidr"])
        return inside and not any(
            ip_address(other.address) in ip_network(each) for each in peer["ipBlock"].get("except", [])
        )
    if other.address is not None:
        return False
    if "namespaceSelector" in peer:
        if not _matches(peer["namespaceSelector"], {_KEY: other.namespace}):
            return False
    elif other.namespace != home:
        return False
    return _matches(peer.get("podSelector", {}), other.labels)


def _matches(selector: dict[str, Any], labels: Labels) -> bool:
    assert not selector.keys() - {"matchLabels"}, selector
    wanted: Labels = selector.get("matchLabels", {})
    return wanted.items() <= labels.items()
