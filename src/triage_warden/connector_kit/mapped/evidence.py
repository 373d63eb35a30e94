"""What of an alert is seen, and which part it plays, compiled from a mapping."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from triage_warden.connector_kit.accounts import account
from triage_warden.connector_kit.fields import as_text
from triage_warden.connector_kit.flow import flow_roles
from triage_warden.connector_kit.mapped.conditions import all_hold
from triage_warden.connector_kit.mapped.document import Expressions, FlowMap, Shape, Take
from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.expressions import Text, all_of, expression, first_of, text_of
from triage_warden.connector_kit.mapped.paths import Read
from triage_warden.connector_kit.mapped.transforms import Enumerations
from triage_warden.connector_kit.observed import Observed, bare_address
from triage_warden.core.observables.model import ObservableType, Role

Gather = Callable[[object, Observed], None]

_SYSTEM: Final = frozenset({"system", "local service", "network service"})


@dataclass(frozen=True, slots=True)
class Sink:
    """Where values go: the part they play, and the host that names like `root` are told apart by."""

    seen: Observed
    role: Role
    host: str = ""

    def add(self, kind: ObservableType, value: str) -> None:
        """Take in a value of a type."""
        self.seen.add(kind, value, self.role)


Taker = Callable[[str, Sink], object]


def _file(value: str, into: Sink) -> None:
    into.add(ObservableType.FILE_PATH if "/" in value or "\\" in value else ObservableType.FILE_NAME, value)


def _image(value: str, into: Sink) -> None:
    """Take in a program: by its name, and by its path where it has one."""
    name = value.replace("\\", "/").rpartition("/")[2]
    into.add(ObservableType.PROCESS, name)
    if name != value:
        into.add(ObservableType.FILE_PATH, value)


def _account(value: str, into: Sink) -> None:
    """Take in an account; those that come with the system are named, but are nobody."""
    own = account(value, host=into.host)
    if own and not bare_address(value):
        into.add(ObservableType.USER, own)
    elif value.rpartition("\\")[2].lower() in _SYSTEM or value.endswith("$"):
        into.seen.add(ObservableType.USER, value, Role.MENTIONED)


def _mail(value: str, into: Sink) -> None:
    into.add(ObservableType.EMAIL, value.rpartition("<")[2].partition(">")[0].strip())


def _link(value: str, into: Sink) -> None:
    into.add(ObservableType.URL, value if "://" in value else f"http://{value}")


KINDS: Final[dict[str, Taker]] = {
    "address": lambda value, into: into.seen.address(value, into.role),
    "hash": lambda value, into: into.seen.hash(value, into.role),
    "host": lambda value, into: into.seen.own_host(value, into.role),
    "endpoint": lambda value, into: into.seen.endpoint(value, into.role),
    "site": lambda value, into: into.seen.endpoint(value.rstrip("."), into.role, ObservableType.DOMAIN),
    "file": _file,
    "image": _image,
    "account": _account,
    "mail_party": _mail,
    "link": _link,
    "text": lambda value, into: into.seen.mentioned(value),
}
KIND_DESCRIPTIONS: Final[dict[str, str]] = {
    "address": "an IP address of either family, perhaps with a port",
    "hash": "a file hash, its type told by its length",
    "host": "one of our hosts: an address or a name, taken in whole and by its first label",
    "endpoint": "an address or a host name",
    "site": "an address or a domain",
    "file": "a file: its path if there is a slash, else its name",
    "image": "a program: its name, and its path if it has one",
    "account": r"an account in any form: `user@domain`, `DOMAIN\user`, `user`; system accounts are nobody",
    "mail_party": "a mail address, also as `Name <address>`",
    "link": "a URL, also without its scheme",
    "text": "words in which values are mentioned; role `mentioned` only",
}


def evidence(shape: Shape, enumerations: Enumerations) -> Gather:
    """Return what gathers the observables of one alert: `take` first, then flows, then the tables."""
    host = text_of(first_of(_listed(shape.account_host), enumerations)) if shape.account_host else _no_host
    parts = [_taking(take, host, enumerations) for take in shape.take]
    parts += [_flow(flow, enumerations) for flow in shape.flow]
    for part, table in shape.observables.items():
        role = role_of(part)
        parts += [
            _fields(_taker(kind), all_of(_listed(read), enumerations), role=role, host=host)
            for kind, read in table.items()
        ]

    def gather(root: object, seen: Observed) -> None:
        for each in parts:
            each(root, seen)

    return gather


def role_of(word: str) -> Role:
    """Return the role, or raise BadExpression."""
    try:
        return Role(word)
    except ValueError as error:
        raise BadExpression(f"there is no part '{word}'; there are: {', '.join(Role)}") from error


def _no_host(_root: object) -> str:
    return ""


def _taker(kind: str) -> Taker:
    if kind in KINDS:
        return KINDS[kind]
    try:
        named = ObservableType(kind)
    except ValueError as error:
        known = ", ".join([*KINDS, *ObservableType])
        raise BadExpression(f"there is no type '{kind}'; there are: {known}") from error
    return lambda value, into: into.add(named, value)


def _fields(take: Taker, read: Read, *, role: Role, host: Text) -> Gather:
    def gather(root: object, seen: Observed) -> None:
        values = read(root)
        if values:
            into = Sink(seen, role, host(root))
            for word in filter(None, map(as_text, values)):
                take(word, into)

    return gather


def _taking(take: Take, host: Text, enumerations: Enumerations) -> Gather:
    role, holds = role_of(take.role), all_hold(take.when, enumerations)
    value = first_of(_listed(take.value), enumerations)
    if take.type:
        gather = _fields(_taker(take.type), value, role=role, host=host)
    else:
        gather = _typed(take, value, enumerations, role=role)
    if not take.each:
        return lambda root, seen: gather(root, seen) if holds(root) else None
    each = expression(take.each, enumerations)

    def walk(root: object, seen: Observed) -> None:
        for member in each(root):
            if holds(member):
                gather(member, seen)

    return walk


def _typed(take: Take, value: Read, enumerations: Enumerations, *, role: Role) -> Gather:
    """Return what takes values in as the type that the payload names; a type we do not know is left out."""
    if not take.type_from:
        raise BadExpression("neither type nor type_from is given; say what the value is")
    kind = text_of(expression(take.type_from, enumerations))
    takers = KINDS | {str(each): _taker(each) for each in ObservableType}

    def gather(root: object, seen: Observed) -> None:
        taker = takers.get(kind(root))
        if taker:
            into = Sink(seen, role)
            for word in filter(None, map(as_text, value(root))):
                taker(word, into)

    return gather


def _flow(flow: FlowMap, enumerations: Enumerations) -> Gather:
    client, server = (text_of(first_of(_listed(end), enumerations)) for end in (flow.client, flow.server))
    client_hosts, server_hosts, sites = (
        all_of(_listed(names), enumerations) for names in (flow.client_hosts, flow.server_hosts, flow.server_sites)
    )

    def gather(root: object, seen: Observed) -> None:
        near, far = bare_address(client(root)), bare_address(server(root))
        roles = flow_roles(near, far)
        seen.address(near, roles[0])
        seen.address(far, roles[1])
        _names(client_hosts(root), roles[0], seen)
        _names(server_hosts(root), roles[1], seen)
        for name in map(as_text, sites(root)):
            seen.endpoint(name.rstrip("."), roles[1] if far else Role.DESTINATION, ObservableType.DOMAIN)

    return gather


def _names(names: Sequence[object], role: Role, seen: Observed) -> None:
    for name in map(as_text, names):
        seen.own_host(name, role)


def _listed(written: Expressions) -> list[str]:
    return [written] if isinstance(written, str) else written
