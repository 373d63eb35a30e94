"""The verbs, as one union. Adding one is a file under verbs/, a name here and a case below."""

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from triage_warden.core.actions.risk import Risk
from triage_warden.core.actions.verbs import create_ticket
from triage_warden.core.actions.verbs.create_ticket import CreateTicket

Verb: TypeAlias = CreateTicket
"""A union of one; the tag field `verb` already tells its members apart."""

RISKS: Final[Mapping[str, Risk]] = MappingProxyType({"create_ticket": create_ticket.RISK})
"""By verb; also the list of the verbs there are."""

TITLES: Final[Mapping[str, str]] = MappingProxyType({"create_ticket": "Create a ticket"})


def name_of(verb: Verb) -> str:
    """Return the verb's name, `create_ticket`."""
    return str(verb.__struct_config__.tag)


def digest_of(connector: str, verb: Verb) -> str:
    """Return a digest (SHA-256, hex) of what is to be done, and where: a yes holds for exactly this."""
    exact = msgspec.json.encode([connector, msgspec.to_builtins(verb)], order="sorted")
    return sha256(exact).hexdigest()
