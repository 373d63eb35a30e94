"""What sharing a value is worth, by its type and the part it plays; one table, with the reason on each line.

From 1 a value ties two alerts alone; two lesser values of different kinds tie when they add up to 1. Weight above 1
buys reach in time (see `GroupingPolicy.reach_per_weight`). Tolerance is how many parties a day (hosts an account was
seen on, accounts seen on a host, targets of an indicator) leave the value as good as rare; beyond it
the weight falls as (tolerance / spread)². The numbers are judgements of how often two alerts that share just this are
one matter; docs/explanation/grouping.md argues them.
"""

from typing import Final

import msgspec

from triage_warden.core.incidents.keys import KeyKind
from triage_warden.core.observables.model import ObservableType, Role


class Worth(msgspec.Struct, frozen=True):
    """Kind, weight by role (roles that are left out are worth nothing), tolerance."""

    kind: KeyKind
    weights: dict[Role, float]
    tolerance: int


FEW: Final = 3
"""Machines have a handful of people; an address that more machines came from is shared."""
SEVERAL: Final = 5
"""A person, or a thief with their password, gets to a few machines a day; an account on more is a service's."""
CAMPAIGN: Final = 100
"""One lure to fifty mailboxes, one worm on a hundred hosts is one incident; above this it is software or news."""

_HOST: Final = Worth(
    KeyKind.HOST,
    # ours and concerned; a connection's near end that has a name is a machine of ours; a server that many talk to
    {
        Role.TARGET: 1.5,
        Role.ACTOR: 1.5,
        Role.SOURCE: 1.5,
        Role.ARTIFACT: 0.5,
        Role.DESTINATION: 0.7,
        Role.MENTIONED: 0.4,
    },
    FEW,
)
_ACCOUNT: Final = Worth(
    KeyKind.ACCOUNT,
    # the account is the person; in text it may be the manager who was copied in
    {
        Role.TARGET: 1.5,
        Role.ACTOR: 1.5,
        Role.SOURCE: 1.5,
        Role.DESTINATION: 1.0,
        Role.ARTIFACT: 0.5,
        Role.MENTIONED: 0.5,
    },
    SEVERAL,
)
_MAILBOX: Final = Worth(
    KeyKind.ACCOUNT,
    # a mailbox is its owner's account; a sender is handled apart
    {Role.TARGET: 1.5, Role.DESTINATION: 0.5, Role.SOURCE: 0.5, Role.ARTIFACT: 0.4, Role.MENTIONED: 0.3},
    SEVERAL,
)
SENDER: Final = Worth(
    KeyKind.SENDER,
    # the same sender to many within a day is one mailing
    {Role.ACTOR: 1.0},
    CAMPAIGN,
)
PUBLIC_ADDRESS: Final = Worth(
    KeyKind.ADDRESS,
    # an attacker's; a far end may be a service; a near end or a mention is as often our own egress
    {
        Role.ACTOR: 2.0,
        Role.TARGET: 1.2,
        Role.DESTINATION: 0.6,
        Role.SOURCE: 0.2,
        Role.ARTIFACT: 0.6,
        Role.MENTIONED: 0.2,
    },
    FEW,
)
PRIVATE_ADDRESS: Final = Worth(
    KeyKind.ADDRESS,
    # a machine of ours without its name; as the near end it may be a gateway, as the far end a server
    {Role.ACTOR: 1.5, Role.TARGET: 1.2, Role.SOURCE: 0.6, Role.DESTINATION: 0.4, Role.MENTIONED: 0.3},
    FEW,
)
_HASH: Final = Worth(
    KeyKind.HASH,
    # the very same bytes; see `profile` for programs of the system itself
    {
        Role.ACTOR: 2.5,
        Role.ARTIFACT: 2.5,
        Role.TARGET: 2.5,
        Role.DESTINATION: 1.0,
        Role.SOURCE: 1.0,
        Role.MENTIONED: 0.6,
    },
    CAMPAIGN,
)
_URL: Final = Worth(
    KeyKind.URL,
    # a whole link is rare; in text it may be the vendor's manual
    {Role.ACTOR: 2.0, Role.ARTIFACT: 2.0, Role.DESTINATION: 1.2, Role.MENTIONED: 0.3},
    CAMPAIGN,
)
_DOMAIN: Final = Worth(
    KeyKind.DOMAIN,
    # many tenants live under one domain
    {Role.ACTOR: 0.8, Role.ARTIFACT: 0.7, Role.DESTINATION: 0.7, Role.MENTIONED: 0.3},
    10,
)
_NAME: Final = Worth(KeyKind.NAME, {Role.ACTOR: 0.5, Role.ARTIFACT: 0.5, Role.TARGET: 0.5, Role.MENTIONED: 0.2}, 10)
_REGISTRY: Final = Worth(
    KeyKind.REGISTRY,
    # most that is flagged is a key that every machine has
    {Role.ACTOR: 0.4, Role.ARTIFACT: 0.4, Role.TARGET: 0.4, Role.MENTIONED: 0.2},
    10,
)
_PATH: Final = Worth(KeyKind.PATH, {Role.ACTOR: 0.6, Role.ARTIFACT: 0.6, Role.TARGET: 0.6, Role.MENTIONED: 0.2}, 10)
_COMMAND: Final = Worth(KeyKind.COMMAND, {Role.ACTOR: 0.7, Role.ARTIFACT: 0.7, Role.TARGET: 0.7}, 10)
_RESOURCE: Final = Worth(
    KeyKind.RESOURCE,
    # a named service (a mail suite) is everybody's; one with a path is one thing, see `profile`
    {Role.TARGET: 0.5, Role.ACTOR: 0.5, Role.ARTIFACT: 0.4, Role.DESTINATION: 0.4},
    FEW,
)
RESOURCE_PATH_WEIGHT: Final = 1.5
"""One resource, named by its path or ARN."""
MAILED_WEIGHT: Final = 0.5
"""A mailbox that a mail came to: two mails to one mailbox are two matters until something else says otherwise."""
RELAY_WEIGHT: Final = 0.5
"""The address that a mail came from: a provider's relay sends for thousands."""
HOME_PAGE_WEIGHT: Final = 0.7
"""A link that names a site and nothing on it, as signatures have."""
SYSTEM_HASH_WEIGHT: Final = 0.6
"""A hash beside the name of a system program: it may be that program's own, so it counts only beside a shared name."""
_MARK: Final = Worth(
    KeyKind.MARK,
    # half of all browsers have one user agent, half of all scanners try one vulnerability
    {Role.ACTOR: 0.3, Role.ARTIFACT: 0.3, Role.TARGET: 0.3},
    10,
)
_MUTEX: Final = Worth(KeyKind.MARK, {Role.ACTOR: 1.5, Role.ARTIFACT: 1.5}, CAMPAIGN)

WORTH: Final[dict[ObservableType, Worth]] = {
    ObservableType.HOSTNAME: _HOST,
    ObservableType.MAC: _HOST,
    ObservableType.USER: _ACCOUNT,
    ObservableType.EMAIL: _MAILBOX,
    ObservableType.CLOUD_RESOURCE: _RESOURCE,
    ObservableType.SHA256: _HASH,
    ObservableType.SHA1: _HASH,
    ObservableType.MD5: _HASH,
    ObservableType.URL: _URL,
    ObservableType.DOMAIN: _DOMAIN,
    ObservableType.FILE_NAME: _NAME,
    ObservableType.PROCESS: _NAME,
    ObservableType.FILE_PATH: _PATH,
    ObservableType.COMMAND_LINE: _COMMAND,
    ObservableType.REGISTRY_KEY: _REGISTRY,
    ObservableType.MUTEX: _MUTEX,
    ObservableType.BITCOIN_ADDRESS: _MUTEX,
    ObservableType.USER_AGENT: _MARK,
    ObservableType.CVE: _MARK,
}
"""Addresses are not here: what they are worth depends on whether they are ours. An ASN is worth nothing."""

RULE_WEIGHT: Final = 0.3
"""The same rule of the same source: helps another weak value along, says nothing alone."""
SAME_ACTOR_AND_RULE: Final = Worth(KeyKind.MARK, {Role.ACTOR: 1.0}, 1000)
"""One attacker doing one thing to many (a scan, a spray) is one incident however many it hits."""
ECHO_WEIGHT: Final = 1.0
"""The same rule on exactly the same things again."""

FAMILIES: Final[dict[KeyKind, KeyKind]] = {
    KeyKind.PATH: KeyKind.NAME,
    KeyKind.DOMAIN: KeyKind.ADDRESS,
    KeyKind.URL: KeyKind.ADDRESS,
}
"""Kinds that say the same thing as another; every other kind is a family of its own."""
