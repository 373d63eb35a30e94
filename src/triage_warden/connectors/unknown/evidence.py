"""The observables of a payload that nobody mapped, with the parts they play."""

from collections.abc import Mapping, Sequence
from typing import Final

from triage_warden.connector_kit.accounts import account
from triage_warden.connector_kit.flow import flow_roles
from triage_warden.connector_kit.observed import Observed
from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.core.observables.model import ObservableType, Role

_PLAIN: Final = (
    (Fact.COMMAND_LINE, ObservableType.COMMAND_LINE, Role.ARTIFACT),
    (Fact.FILE_PATH, ObservableType.FILE_PATH, Role.ARTIFACT),
    (Fact.FILE_NAME, ObservableType.FILE_NAME, Role.ARTIFACT),
    (Fact.REGISTRY_KEY, ObservableType.REGISTRY_KEY, Role.ARTIFACT),
    (Fact.URL, ObservableType.URL, Role.ARTIFACT),
    (Fact.USER_AGENT, ObservableType.USER_AGENT, Role.ARTIFACT),
    (Fact.DOMAIN, ObservableType.DOMAIN, Role.DESTINATION),
    (Fact.MAIL_FROM, ObservableType.EMAIL, Role.ACTOR),
    (Fact.MAIL_TO, ObservableType.EMAIL, Role.TARGET),
    (Fact.CVE, ObservableType.CVE, Role.MENTIONED),
)
"""Facts that are observables as they stand."""
_WATCHES: Final = frozenset(
    {"observer", "sensor", "reporter", "collector", "gateway", "sender", "devname", "dvchost", "dvc"}
)
_SURE_OF_PARTY: Final = 0.62
"""Under this a host is one that only passed the message on, when there are ends beside it."""
Read = Mapping[Fact, Sequence[Explained]]


def gather_evidence(said: Read, seen: Observed) -> None:
    """Take in ends, accounts, hosts, files and the rest."""
    near, far = _ends(said, seen)
    _hosts(said, seen, near=near, far=far)
    _users(said, seen, near=near)
    for fact in (Fact.PROCESS, Fact.PARENT_PROCESS):
        for value in _values(said, fact):
            pathlike = "/" in value or "\\" in value
            seen.add(ObservableType.FILE_PATH if pathlike else ObservableType.PROCESS, value, Role.ARTIFACT)
    for value in _values(said, Fact.HASH):
        seen.hash(value)
    for fact, kind, role in _PLAIN:
        for value in _values(said, fact):
            seen.add(kind, value, role)


def _values(said: Read, fact: Fact) -> list[str]:
    return [each.value for each in said.get(fact, ())]


def _ends(said: Read, seen: Observed) -> tuple[Role, Role]:
    sources, destinations = _values(said, Fact.SOURCE_ADDRESS), _values(said, Fact.DESTINATION_ADDRESS)
    near, far = flow_roles(next(iter(sources), ""), next(iter(destinations), ""))
    for value in sources:
        seen.address(value, near)
    for value in destinations:
        seen.address(value, far)
    return near, far


def _hosts(said: Read, seen: Observed, *, near: Role, far: Role) -> None:
    """Take in hosts. A device's display name has blanks; as a host's name, hyphens (RFC 952)."""
    for value in _values(said, Fact.SOURCE_HOST):
        seen.own_host(value, near)
    for value in _values(said, Fact.DESTINATION_HOST):
        if far is Role.DESTINATION and "." in value:
            seen.endpoint(value, far, ObservableType.DOMAIN)
        else:
            seen.own_host(value, far)
    for each in (*said.get(Fact.HOST, ()), *said.get(Fact.HOST_ADDRESS, ())):
        name = "-".join(each.value.replace("'", "").split())
        seen.own_host(name, Role.REPORTER if _only_watched(each, said) else Role.TARGET)


def _only_watched(host: Explained, said: Read) -> bool:
    """Say whether a host saw or passed on what others did.

    It did when its key is a watcher's, or says little while both ends are named. With one end only it is the other.
    """
    words = host.pointer.lower().replace("_", "/").split("/")
    if Fact.DESTINATION_ADDRESS in said and host.fact is Fact.HOST and host.confidence < _SURE_OF_PARTY:
        return True
    ends = Fact.SOURCE_ADDRESS in said or Fact.DESTINATION_ADDRESS in said
    return ends and bool(_WATCHES.intersection(words))


def _users(said: Read, seen: Observed, *, near: Role) -> None:
    """Take in accounts; those that come with the system, and names for people beside one, are named but are nobody."""
    alone = all(" " in value for value in _values(said, Fact.USER))
    host = next(iter(_values(said, Fact.HOST)), "")
    for value in _values(said, Fact.USER):
        own = account(value, host=host)
        part = Role.ACTOR if near is Role.ACTOR else Role.TARGET
        role = part if own and (" " not in own or alone) else Role.MENTIONED
        if "@" in own:
            seen.add(ObservableType.EMAIL, own, role)
        seen.add(ObservableType.USER, own or value, role)
