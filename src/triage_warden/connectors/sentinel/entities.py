"""The observables of an alert's entities, with the part each plays.

Types and fields: https://learn.microsoft.com/en-us/azure/sentinel/entities-reference
"""

from collections.abc import Callable
from typing import Final

import msgspec

from triage_warden.connector_kit.fields import first_text, records, text
from triage_warden.connector_kit.observed import Observed
from triage_warden.connectors.sentinel.accounts import account_names
from triage_warden.connectors.sentinel.graph import Graph, Node
from triage_warden.connectors.sentinel.mail import gather_mail
from triage_warden.connectors.sentinel.roles import HOST_PROVIDERS, address_role, own_addresses, said_role
from triage_warden.core.observables.model import ObservableType, Role


class Scene(msgspec.Struct, frozen=True, kw_only=True):
    """What of the alert bears on the part an entity plays. `provider` is in lower case."""

    provider: str
    tactics: frozenset[str]
    techniques: frozenset[str]
    compromised: str


def gather(graph: Graph, scene: Scene, seen: Observed) -> None:
    """Take in every entity: who and where first, so that the cap never costs an account for a file."""
    for node in graph.of_kind("account"):
        role = _party_role(node)
        for name in account_names(node):
            seen.add(ObservableType.USER, name, role)
    for node in graph.of_kind("host"):
        _host(node, seen)
    gather_mail(graph, seen)
    _addresses(graph, scene, seen)
    for kind, take in _ARTIFACTS.items():
        for node in graph.of_kind(kind):
            take(graph, node, seen)
    _compromised(scene, seen)


def gather_extended(extended: Node, seen: Observed) -> None:
    """Take in the parties that identity products name in ExtendedProperties, in older rows nowhere else."""
    principal = first_text(extended, "User Account", "UserPrincipalName", "Account Upn")
    seen.add(ObservableType.USER, principal.lower() if "@" in principal else "", Role.TARGET)
    seen.address(first_text(extended, "Client IP Address", "Attacker source IP"), Role.ACTOR)


def _party_role(node: Node) -> Role:
    """Return the part of an account or host: it happened to them, unless the product calls them the attacker."""
    return Role.ACTOR if said_role(node) is Role.ACTOR else Role.TARGET


def _host(node: Node, seen: Observed) -> None:
    name, domain = first_text(node, "HostName", "NetBiosName"), text(node, "DnsDomain")
    role = _party_role(node)
    whole = text(node, "FQDN") or (f"{name}.{domain}" if name and domain else "")
    seen.add(ObservableType.HOSTNAME, whole, role)
    seen.add(ObservableType.HOSTNAME, name.partition(".")[0], role)
    seen.add(ObservableType.CLOUD_RESOURCE, text(node, "AzureID"), role)


def _addresses(graph: Graph, scene: Scene, seen: Observed) -> None:
    beside_host = scene.provider in HOST_PROVIDERS or "host" in graph.by_kind
    own = own_addresses(graph)
    attack = scene.tactics | scene.techniques
    for node in graph.of_kind("ip"):
        role = address_role(node, beside_host=beside_host, own=own, attack=attack)
        seen.address(text(node, "Address"), role)


def _compromised(scene: Scene, seen: Observed) -> None:
    """Take in CompromisedEntity, the display name of the main one; often a host or account that is no entity."""
    value = scene.compromised
    if "@" in value:
        seen.add(ObservableType.USER, value.lower(), Role.TARGET)
    elif value and scene.provider in HOST_PROVIDERS:
        seen.add(ObservableType.HOSTNAME, value, Role.TARGET)


def _process(graph: Graph, node: Node, seen: Observed) -> None:
    command = text(node, "CommandLine")
    seen.add(ObservableType.COMMAND_LINE, command, Role.ARTIFACT)
    image = graph.follow(node, "ImageFile")
    seen.add(ObservableType.PROCESS, text(image, "Name"), Role.ARTIFACT)
    seen.mentioned(command)


def _file(graph: Graph, node: Node, seen: Observed) -> None:
    name, folder = text(node, "Name"), text(node, "Directory")
    if name and folder:
        separator = "/" if folder.startswith("/") else "\\"
        seen.add(ObservableType.FILE_PATH, f"{folder.rstrip(separator)}{separator}{name}", Role.ARTIFACT)
    seen.add(ObservableType.FILE_NAME, name, Role.ARTIFACT)
    for each in records(node, "FileHashes"):
        seen.hash(text(graph.by_id.get(text(each, "$ref"), each), "Value"))


def _file_hash(_graph: Graph, node: Node, seen: Observed) -> None:
    seen.hash(text(node, "Value"))


def _url(_graph: Graph, node: Node, seen: Observed) -> None:
    seen.add(ObservableType.URL, text(node, "Url"), Role.ARTIFACT)


def _dns(_graph: Graph, node: Node, seen: Observed) -> None:
    seen.add(ObservableType.DOMAIN, text(node, "DomainName"), Role.DESTINATION)


def _registry_key(_graph: Graph, node: Node, seen: Observed) -> None:
    seen.add(ObservableType.REGISTRY_KEY, _key_path(node), Role.ARTIFACT)


def _registry_value(graph: Graph, node: Node, seen: Observed) -> None:
    path, name = _key_path(graph.follow(node, "Key")), text(node, "Name")
    if path and name:
        seen.add(ObservableType.REGISTRY_KEY, f"{path}\\{name}", Role.ARTIFACT)
    seen.mentioned(text(node, "Value"))


def _key_path(key: Node) -> str:
    hive, path = text(key, "Hive"), text(key, "Key").strip("\\")
    return f"{hive}\\{path}" if hive and path else path


def _resource(_graph: Graph, node: Node, seen: Observed) -> None:
    value = first_text(node, "ResourceId", "AmazonResourceId", "FullResourceName")
    seen.add(ObservableType.CLOUD_RESOURCE, value, Role.TARGET)


def _application(_graph: Graph, node: Node, seen: Observed) -> None:
    """Take in a cloud application by name. Half the company uses it: a place, never a party, hence a mention."""
    seen.add(ObservableType.CLOUD_RESOURCE, text(node, "Name"), Role.MENTIONED)


def _session(_graph: Graph, node: Node, seen: Observed) -> None:
    seen.add(ObservableType.USER_AGENT, text(node, "UserAgent"), Role.ARTIFACT)


_ARTIFACTS: Final[dict[str, Callable[[Graph, Node, Observed], None]]] = {
    "process": _process,
    "file": _file,
    "filehash": _file_hash,
    "url": _url,
    "dns": _dns,
    "dnsresolution": _dns,
    "registrykey": _registry_key,
    "registryvalue": _registry_value,
    "azureresource": _resource,
    "amazonresource": _resource,
    "gcpresource": _resource,
    "cloudapplication": _application,
    "cloudlogonsession": _session,
}
