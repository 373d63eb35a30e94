"""The observables of a Wazuh alert: the agent, and what its decoders took out of the log line."""

from collections.abc import Mapping
from typing import Final

from triage_warden.connector_kit.accounts import account
from triage_warden.connector_kit.fields import first_text, text, texts
from triage_warden.connector_kit.flow import flow_roles
from triage_warden.connector_kit.mapping import Field, Kind, gather
from triage_warden.connector_kit.observed import Observed
from triage_warden.core.observables.model import ObservableType, Role

_MANAGER: Final = "000"
"""The agent id of the manager itself, which also writes what others send it by syslog."""
_SENSOR_GROUPS: Final = frozenset({"ids", "suricata", "snort", "firewall"})
"""Rule groups whose agent watches other hosts' traffic, so it is no party to it."""

_FILE_HASHES: Final = frozenset({"MD5", "SHA1", "SHA256"})
"""Of Sysmon's list; IMPHASH looks like an MD5, and is one of the imports, not of the file."""
_A: Final = Role.ARTIFACT
_TABLE: Final = (
    Field("data.url", ObservableType.URL, _A),
    Field("data.dns.rrname", ObservableType.DOMAIN, Role.DESTINATION),
    Field("data.vulnerability.cve", ObservableType.CVE, Role.MENTIONED),
    Field("data.virustotal.source.file", ObservableType.FILE_PATH, _A),
    Field("data.virustotal.source.md5", Kind.HASH, _A),
    Field("data.virustotal.source.sha1", Kind.HASH, _A),
    Field("data.office365.ClientIP", Kind.ADDRESS, Role.ACTOR),
    Field("data.aws.sourceIPAddress", Kind.ADDRESS, Role.ACTOR),
    Field("data.aws.source_ip_address", Kind.ADDRESS, Role.ACTOR),
    Field("data.aws.userIdentity.arn", ObservableType.CLOUD_RESOURCE, Role.TARGET),
    Field("data.audit.exe", ObservableType.PROCESS, _A),
    Field("data.audit.command", ObservableType.PROCESS, _A),
    Field("data.command", ObservableType.COMMAND_LINE, _A),
    Field("data.win.eventdata.image", ObservableType.FILE_PATH, _A),
    Field("data.win.eventdata.newProcessName", ObservableType.FILE_PATH, _A),
    Field("data.win.eventdata.parentImage", ObservableType.FILE_PATH, _A),
    Field("data.win.eventdata.commandLine", ObservableType.COMMAND_LINE, _A),
    Field("data.win.eventdata.parentCommandLine", ObservableType.COMMAND_LINE, _A),
    Field("data.win.eventdata.commandLine", Kind.TEXT, _A),
    Field("data.win.eventdata.targetFilename", ObservableType.FILE_PATH, _A),
    Field("data.win.eventdata.targetObject", ObservableType.REGISTRY_KEY, _A),
    Field("data.win.eventdata.queryName", ObservableType.DOMAIN, Role.DESTINATION),
    Field("data.win.eventdata.destinationHostname", Kind.HOST, Role.DESTINATION),
    Field("data.win.eventdata.serviceName", ObservableType.PROCESS, _A),
    Field("data.win.eventdata.imagePath", ObservableType.COMMAND_LINE, _A),
    Field("data.win.eventdata.scriptBlockText", Kind.TEXT, _A),
    Field("syscheck.sha256_after", Kind.HASH, _A),
    Field("syscheck.sha1_after", Kind.HASH, _A),
    Field("syscheck.md5_after", Kind.HASH, _A),
)
_CALLERS: Final = ("data.srcip", "data.src_ip", "data.win.eventdata.ipAddress", "data.win.eventdata.sourceIp")
_CALLED: Final = ("data.dstip", "data.dest_ip", "data.win.eventdata.destinationIp")
_WIN: Final = "data.win.eventdata"


def gather_evidence(body: Mapping[str, object], seen: Observed) -> None:
    """Take in hosts, ends, accounts and artefacts."""
    host = _hosts(body, seen)
    caller, called = first_text(body, *_CALLERS), first_text(body, *_CALLED)
    caller_role, called_role = flow_roles(caller, called)
    seen.address(caller, caller_role)
    seen.address(called, called_role)
    for site in (text(body, "data.http.hostname"), text(body, "data.tls.sni")):
        seen.endpoint(site, called_role, ObservableType.DOMAIN)
    _accounts(body, host, seen)
    gather(body, _TABLE, seen)
    watched = text(body, "syscheck.path")
    in_registry = watched.upper().startswith("HKEY_")
    seen.add(ObservableType.REGISTRY_KEY if in_registry else ObservableType.FILE_PATH, watched, Role.ARTIFACT)
    for pair in text(body, f"{_WIN}.hashes").split(","):
        kind, _, value = pair.strip().partition("=")
        if kind.upper() in _FILE_HASHES:
            seen.hash(value)


def _hosts(body: Mapping[str, object], seen: Observed) -> str:
    """Take in the host concerned and return its name; a manager or sensor that only reports is a reporter."""
    agent, sender = text(body, "agent.name"), first_text(body, "data.win.system.computer", "predecoder.hostname")
    relays = text(body, "agent.id") == _MANAGER and bool(sender) and sender != agent
    watches = bool(_SENSOR_GROUPS.intersection(texts(body, "rule.groups")))
    role = Role.REPORTER if relays or watches else Role.TARGET
    seen.own_host(agent, role)
    seen.address(text(body, "agent.ip"), role)
    seen.own_host(sender, Role.REPORTER if watches else Role.TARGET)
    seen.add(ObservableType.HOSTNAME, text(body, "manager.name"), Role.REPORTER)
    return (sender if relays else agent) or sender


def _accounts(body: Mapping[str, object], host: str, seen: Observed) -> None:
    """Take in who did it and whom it was done to; the account that something was done to is first, so it wins."""
    target = text(body, f"{_WIN}.targetUserName")
    subject = text(body, f"{_WIN}.subjectUserName")
    named = (
        (target, text(body, f"{_WIN}.targetDomainName"), Role.TARGET),
        (text(body, "data.dstuser"), "", Role.TARGET),
        (first_text(body, f"{_WIN}.user", "data.office365.UserId"), "", Role.TARGET),
        (text(body, "syscheck.audit.user.name"), "", Role.TARGET),
        (subject, text(body, f"{_WIN}.subjectDomainName"), Role.ACTOR if target else Role.TARGET),
        (text(body, "data.srcuser"), "", Role.ACTOR if text(body, "data.dstuser") else Role.TARGET),
    )
    for name, domain, role in named:
        seen.add(ObservableType.USER, account(name, domain=domain, host=host), role)
