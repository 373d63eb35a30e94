"""The observables of an OCSF finding: its objects where they stand, then its list of observables."""

from collections.abc import Callable, Mapping
from typing import Final

from triage_warden.connector_kit.accounts import account
from triage_warden.connector_kit.fields import first_text, number, record, records, text, texts
from triage_warden.connector_kit.flow import flow_roles
from triage_warden.connector_kit.observed import Observed
from triage_warden.connectors.ocsf.pivots import gather_pivots
from triage_warden.core.observables.model import ObservableType, Role

_Object = Mapping[str, object]
_MAX_EVIDENCES: Final = 50
_MAX_ANCESTORS: Final = 5


def gather_evidence(body: _Object, seen: Observed) -> None:
    """Take in the objects of the finding itself and of each piece of evidence, then the pivots."""
    places = [body, *list(records(body, "evidences"))[:_MAX_EVIDENCES]]
    for place in places:
        _parties(place, seen)
    for place in places:
        _artifacts(place, seen)
    for resource in records(body, "resources"):
        _resource(resource, seen)
    for weakness in records(body, "vulnerabilities"):
        seen.add(ObservableType.CVE, first_text(weakness, "cve.uid", "cve_uid"), Role.MENTIONED)
    gather_pivots(body, seen)


def _parties(place: _Object, seen: Observed) -> None:
    _device(record(place, "device"), seen)
    _ends(place, seen)
    for user in (*records(place, "user"), *records(place, "users")):
        _user(user, Role.TARGET, seen)
    acting = Role.ACTOR if "user" in place else Role.TARGET
    _user(record(place, "actor.user"), acting, seen)
    mail = record(place, "email")
    for field, role in (("from", Role.ACTOR), ("smtp_from", Role.ACTOR), ("to", Role.TARGET), ("smtp_to", Role.TARGET)):
        for address in texts(mail, field):
            seen.add(ObservableType.EMAIL, address.rpartition("<")[2].rstrip("> "), role)


def _ends(place: _Object, seen: Observed) -> None:
    source, destination = record(place, "src_endpoint"), record(place, "dst_endpoint")
    roles = flow_roles(text(source, "ip"), text(destination, "ip"))
    for end, role in zip((source, destination), roles, strict=True):
        seen.address(text(end, "ip"), role)
        seen.endpoint(text(end, "hostname"), role)
        seen.add(ObservableType.DOMAIN, text(end, "domain"), role)
        seen.add(ObservableType.MAC, text(end, "mac"), role)


def _device(device: _Object, seen: Observed) -> None:
    seen.own_host(first_text(device, "hostname", "name"), Role.TARGET)
    seen.address(text(device, "ip"), Role.TARGET)
    seen.add(ObservableType.MAC, text(device, "mac"), Role.TARGET)
    seen.add(ObservableType.CLOUD_RESOURCE, text(device, "instance_uid"), Role.TARGET)


def _user(user: _Object, role: Role, seen: Observed) -> None:
    name = first_text(user, "email_addr", "name")
    if " " not in name:
        seen.add(ObservableType.USER, account(name, domain=text(user, "domain")), role)
    identifier = text(user, "uid")
    if identifier.startswith("arn:"):
        seen.add(ObservableType.CLOUD_RESOURCE, identifier, role)
    elif identifier.upper().startswith("S-1-5-21-"):
        seen.add(ObservableType.USER, f"sid:{identifier.lower()}", role)


def _artifacts(place: _Object, seen: Observed) -> None:
    for path in ("process", "actor.process"):
        _process(record(place, path), seen)
    for field, take in _TAKEN.items():
        for each in records(place, field):
            take(each, seen)
    seen.add(ObservableType.USER_AGENT, text(place, "http_request.user_agent"), Role.ARTIFACT)
    _url(record(place, "http_request.url"), seen)


def _process(process: _Object, seen: Observed, generation: int = 0) -> None:
    if not process or generation > _MAX_ANCESTORS:
        return
    seen.add(ObservableType.COMMAND_LINE, text(process, "cmd_line"), Role.ARTIFACT)
    seen.add(ObservableType.PROCESS, text(process, "name"), Role.ARTIFACT)
    seen.mentioned(text(process, "cmd_line"))
    _file(record(process, "file"), seen)
    _process(record(process, "parent_process"), seen, generation + 1)


def _file(file: _Object, seen: Observed) -> None:
    seen.add(ObservableType.FILE_PATH, text(file, "path"), Role.ARTIFACT)
    seen.add(ObservableType.FILE_NAME, text(file, "name"), Role.ARTIFACT)
    for each in (*records(file, "hashes"), *records(file, "fingerprints")):
        seen.hash(text(each, "value"))


def _url(url: _Object, seen: Observed) -> None:
    seen.add(ObservableType.URL, first_text(url, "url_string", "text"), Role.ARTIFACT)


def _query(query: _Object, seen: Observed) -> None:
    seen.add(ObservableType.DOMAIN, text(query, "hostname"), Role.DESTINATION)


def _registry(key: _Object, seen: Observed) -> None:
    seen.add(ObservableType.REGISTRY_KEY, text(key, "path"), Role.ARTIFACT)


def _resource(resource: _Object, seen: Observed) -> None:
    """Take in what was affected; from 1.5 on `role_id` 2 marks the resource that acted."""
    role = Role.ACTOR if number(resource, "role_id") == 2 else Role.TARGET  # noqa: PLR2004  # OCSF's enumeration
    seen.endpoint(first_text(resource, "uid", "name"), role, ObservableType.CLOUD_RESOURCE)
    seen.endpoint(text(resource, "hostname"), role)
    seen.address(text(resource, "ip"), role)


_TAKEN: Final[dict[str, Callable[[_Object, Observed], None]]] = {
    "file": _file,
    "url": _url,
    "query": _query,
    "reg_key": _registry,
    "reg_value": _registry,
    "resources": _resource,
}
