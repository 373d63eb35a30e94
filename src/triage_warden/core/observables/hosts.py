"""Names of hosts: domains in public DNS, and names that only mean something inside a network."""

import idna

from triage_warden.core.observables.addresses import quad_number
from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.psl import is_icann_suffix, is_top_level

MAX_NAME = 253
"""RFC 1035 section 2.3.4, in characters of the A-label form without the final dot."""
MAX_LABEL = 63
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_."
_STOPS = str.maketrans({"\u3002": ".", "\uff0e": ".", "\uff61": "."})


def domain(value: str) -> str:
    """Return the A-label form of a name under a top-level domain that exists; a registry's own suffix is refused."""
    name = host_name(value)
    if "." not in name or not is_top_level(name.rpartition(".")[2]) or is_icann_suffix(name):
        raise NotAnObservable(detail="not a name under a public suffix")
    return name


def host_name(value: str) -> str:
    """Return a name of one or more labels: lower case, A-labels, no final dot. Underscores pass, addresses do not."""
    name = value.strip().removesuffix(".").lower()
    if not name.isascii():
        name = _a_labels(name.translate(_STOPS).removesuffix("."))
    if not 0 < len(name) <= MAX_NAME or not _has_good_labels(name) or _is_numeric(name[name.rfind(".") + 1 :]):
        raise NotAnObservable(detail="not a host name")
    return name


def is_ipv4(value: str) -> bool:
    """Whether the value is a strict dotted quad."""
    return quad_number(value) is not None


def _a_labels(name: str) -> str:
    try:
        return idna.encode(name, uts46=True, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise NotAnObservable(detail="not an internationalised name") from error


def _has_good_labels(name: str) -> bool:
    """Whether no label is empty, too long, or begins or ends with a hyphen; read as a whole, not label by label."""
    between = f".{name}."
    if name.strip(_LETTERS) or ".." in between or ".-" in between or "-." in between:
        return False
    return len(name) <= MAX_LABEL or max(map(len, name.split("."))) <= MAX_LABEL


def _is_numeric(label: str) -> bool:
    """Whether a URL parser would take a name with this last label for an IPv4 address (WHATWG URL)."""
    return label.isdigit()


INTERNAL = frozenset({"local", "localdomain", "lan", "corp", "internal", "intranet", "home", "private", "localhost"})
"""Last labels that public DNS will not serve (RFC 6762, RFC 8375, ICANN's reserved names) and companies use inside."""


def is_internal(name: str) -> bool:
    """Whether a lower-case dotted name only means something inside a network."""
    host, dot, last = name.rpartition(".")
    return bool(dot and host) and (last in INTERNAL or name.endswith(".home.arpa"))
