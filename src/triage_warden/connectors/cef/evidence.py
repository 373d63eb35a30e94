"""The observables of a CEF event: its ends, accounts and files, and custom fields by their labels."""

import re
from typing import Final

from triage_warden.connector_kit.accounts import account
from triage_warden.connector_kit.flow import flow_roles
from triage_warden.connector_kit.mapping import Field, Kind, gather
from triage_warden.connector_kit.observed import Observed
from triage_warden.connector_kit.structural import kinds
from triage_warden.connectors.cef.message import CefMessage
from triage_warden.core.observables.model import ObservableType, Role

_A: Final = Role.ARTIFACT
_TABLE: Final = (
    Field("fileHash", Kind.HASH, _A),
    Field("oldFileHash", Kind.HASH, _A),
    Field("requestClientApplication", ObservableType.USER_AGENT, _A),
    Field("sproc", ObservableType.PROCESS, _A),
    Field("dproc", ObservableType.PROCESS, _A),
    Field("deviceProcessName", ObservableType.PROCESS, _A),
    Field("destinationDnsDomain", ObservableType.DOMAIN, Role.DESTINATION),
    Field("sourceTranslatedAddress", Kind.ADDRESS, Role.SOURCE),
    Field("destinationTranslatedAddress", Kind.ADDRESS, Role.DESTINATION),
)
_LABELLED: Final[tuple[tuple[re.Pattern[str], ObservableType | Kind], ...]] = (
    (re.compile(r"sha-?(?:1|256)|md5|hash", re.IGNORECASE), Kind.HASH),
    (re.compile(r"command ?line|cmd ?line", re.IGNORECASE), ObservableType.COMMAND_LINE),
    (re.compile(r"\bcve\b", re.IGNORECASE), ObservableType.CVE),
    (re.compile(r"user ?agent", re.IGNORECASE), ObservableType.USER_AGENT),
    (re.compile(r"\burl\b|\buri\b", re.IGNORECASE), ObservableType.URL),
    (re.compile(r"cnc ?host|c2|domain", re.IGNORECASE), Kind.SITE),
    (re.compile(r"(?:\b|_)ip(?:v[46])?(?:\b|_)|address", re.IGNORECASE), Kind.ADDRESS),
)
"""What a custom field holds, told by its label (`cs1Label=SHA256 cs1=…`); first match wins."""
_LINK: Final = re.compile(r"\blink\b", re.IGNORECASE)
"""Leads to the device's own console, which all its events share."""
_HASH_KEYS: Final = re.compile(r"(?:md5|sha1|sha256|hash)$", re.IGNORECASE)
_OUTWARD: Final = "1"


def gather_evidence(message: CefMessage, fields: dict[str, str], seen: Observed) -> None:
    """Take in everything but what the text mentions."""
    _ends(message, fields, seen)
    _files(fields, seen)
    gather(fields, _TABLE, seen)
    for key, value in fields.items():
        if key.endswith("Label"):
            _labelled(value, fields.get(key.removesuffix("Label"), ""), seen)
        elif _HASH_KEYS.search(key):
            seen.hash(value)


def _ends(message: CefMessage, fields: dict[str, str], seen: Observed) -> None:
    source, destination = fields.get("src", fields.get("c6a2", "")), fields.get("dst", fields.get("c6a3", ""))
    near, far = flow_roles(source, destination)
    if fields.get("deviceDirection") == _OUTWARD and far is Role.TARGET and near is Role.ACTOR:
        near, far = Role.SOURCE, Role.DESTINATION
    seen.address(source, near)
    seen.address(destination, far)
    seen.add(ObservableType.MAC, fields.get("smac", ""), near)
    seen.add(ObservableType.MAC, fields.get("dmac", ""), far)
    _host(fields.get("dhost", ""), far, seen)
    _host(fields.get("shost", ""), near, seen)
    _device(message, fields, seen)
    _user(fields, "d", seen, used_by=far)
    _user(fields, "s", seen, used_by=near)


def _host(name: str, role: Role, seen: Observed) -> None:
    if "@" in name:
        return
    outside = role in {Role.DESTINATION, Role.ACTOR} and "." in name
    seen.endpoint(name, role, ObservableType.DOMAIN if outside else ObservableType.HOSTNAME)


def _device(message: CefMessage, fields: dict[str, str], seen: Observed) -> None:
    """Take in the device that reports. An event without another host is about the device: an endpoint agent."""
    alone = not any(fields.get(key) for key in ("src", "dst", "shost", "dhost"))
    role = Role.TARGET if alone else Role.REPORTER
    seen.own_host(fields.get("dvchost", ""), role)
    seen.address(fields.get("dvc", ""), role)
    if message.host and "dvchost" not in fields:
        seen.endpoint(message.host, Role.REPORTER)


def _user(fields: dict[str, str], side: str, seen: Observed, *, used_by: Role) -> None:
    """Take in the account of one side. An account is ours whichever side it is on, unless an outside end used it.

    Mail gateways put senders and recipients here; a foreign sender is an address, and no account.
    """
    name = fields.get(f"{side}user", "")
    own = account(
        name, domain=fields.get(f"{side}ntdom", ""), host=fields.get(f"{side}host", fields.get("dvchost", ""))
    )
    if " " in own or name.lower() == fields.get(f"{side}host", "").lower():
        return
    part = Role.ACTOR if used_by is Role.ACTOR and side == "s" else Role.TARGET
    if "@" in own:
        seen.add(ObservableType.EMAIL, own, part)
    if part is Role.TARGET or "@" not in own:
        seen.add(ObservableType.USER, own, part)


def _files(fields: dict[str, str], seen: Observed) -> None:
    name, path = fields.get("fname", ""), fields.get("filePath", "")
    seen.add(ObservableType.FILE_PATH, path, Role.ARTIFACT)
    slashed = "/" in name or "\\" in name
    seen.add(ObservableType.FILE_PATH if slashed else ObservableType.FILE_NAME, name, Role.ARTIFACT)
    request = fields.get("request", "").strip('"')
    if "://" in request or kinds.url(request).lstrip("/") == request != "":
        seen.add(ObservableType.URL, request, Role.ARTIFACT)
    else:
        seen.mentioned(request)


def _labelled(label: str, value: str, seen: Observed) -> None:
    if _LINK.search(label):
        return
    holds = next((holds for pattern, holds in _LABELLED if pattern.search(label)), Kind.TEXT)
    gather({"value": value.strip('"')}, (Field("value", holds, Role.ARTIFACT),), seen)
