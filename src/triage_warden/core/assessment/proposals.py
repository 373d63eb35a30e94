"""What is done about which sort of incident, to what, and why: one declared table."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import msgspec

from triage_warden.core.assessment.model import Category
from triage_warden.core.observables.model import ObservableType, Role


class Verb(StrEnum):
    """Everything that an assessment may recommend."""

    ISOLATE_HOST = "isolate_host"
    COLLECT_FORENSICS = "collect_forensics"
    RESET_PASSWORD = "reset_password"  # noqa: S105  # a verb
    REVOKE_SESSIONS = "revoke_sessions"
    REMOVE_INBOX_RULE = "remove_inbox_rule"
    BLOCK_SENDER = "block_sender"
    BLOCK_DOMAIN = "block_domain"
    BLOCK_URL = "block_url"
    BLOCK_IP = "block_ip"
    BLOCK_HASH = "block_hash"
    QUARANTINE_MAIL = "quarantine_mail"
    NOTIFY_USER = "notify_user"
    REVIEW = "review"
    CLOSE_AS_BENIGN = "close_as_benign"


_C, _T = Category, ObservableType
_MAIL: Final = frozenset({_C.PHISHING, _C.SPEAR_PHISHING, _C.BEC, _C.MALWARE_DELIVERY, _C.SPAM})
_ACCOUNT: Final = frozenset({_C.ACCOUNT_TAKEOVER, _C.CREDENTIAL_ACCESS, _C.BEC, _C.INSIDER})
_MACHINE: Final = frozenset(
    {
        _C.MALWARE,
        _C.RANSOMWARE,
        _C.CRYPTOMINER,
        _C.LATERAL_MOVEMENT,
        _C.COMMAND_AND_CONTROL,
        _C.PERSISTENCE,
        _C.PRIVILEGE_ESCALATION,
        _C.EXFILTRATION,
    },
)
_REMOTE: Final = frozenset(
    {
        _C.RECONNAISSANCE,
        _C.EXPLOITATION,
        _C.DENIAL_OF_SERVICE,
        _C.COMMAND_AND_CONTROL,
        _C.EXFILTRATION,
        _C.CREDENTIAL_ACCESS,
    },
)
_ADDRESS: Final = frozenset({_T.IPV4, _T.IPV6})
_HASH: Final = frozenset({_T.SHA256, _T.SHA1, _T.MD5})


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A verb, the categories it answers, what it is done to and why."""

    verb: Verb
    when: frozenset[Category]
    types: frozenset[ObservableType]
    roles: frozenset[Role]
    because: str


def _on(
    verb: Verb,
    when: frozenset[Category],
    types: Iterable[ObservableType],
    *,
    roles: Iterable[Role],
    because: str,
) -> Proposal:
    return Proposal(verb=verb, when=when, types=frozenset(types), roles=frozenset(roles), because=because)


_THEIRS: Final = (Role.ACTOR, Role.DESTINATION)
_OURS: Final = (Role.TARGET,)

PROPOSALS: Final[tuple[Proposal, ...]] = (
    _on(
        Verb.QUARANTINE_MAIL,
        _MAIL,
        (_T.EMAIL,),
        roles=_OURS,
        because="The mail should not stay where it can be opened.",
    ),
    _on(
        Verb.ISOLATE_HOST,
        _MACHINE,
        (_T.HOSTNAME,),
        roles=_OURS,
        because="Hostile code runs or ran there; cut it off before it spreads.",
    ),
    _on(
        Verb.REVOKE_SESSIONS,
        _ACCOUNT,
        (_T.USER,),
        roles=(Role.TARGET, Role.ACTOR),
        because="A password reset does not end sessions that are open.",
    ),
    _on(
        Verb.RESET_PASSWORD,
        _ACCOUNT,
        (_T.USER,),
        roles=(Role.TARGET, Role.ACTOR),
        because="The password must be taken to be known to others.",
    ),
    _on(
        Verb.REMOVE_INBOX_RULE,
        frozenset({_C.BEC, _C.ACCOUNT_TAKEOVER}),
        (_T.USER,),
        roles=(Role.TARGET, Role.ACTOR),
        because="Rules that hide or forward mail outlive the password.",
    ),
    _on(Verb.BLOCK_SENDER, _MAIL, (_T.EMAIL,), roles=(Role.ACTOR,), because="More of the same comes from there."),
    _on(
        Verb.BLOCK_URL,
        _MAIL,
        (_T.URL,),
        roles=(*_THEIRS, Role.ARTIFACT, Role.MENTIONED),
        because="Others got the same link.",
    ),
    _on(
        Verb.BLOCK_HASH,
        _MACHINE | {_C.MALWARE_DELIVERY},
        _HASH,
        roles=(Role.ARTIFACT,),
        because="The same file must not run elsewhere.",
    ),
    _on(Verb.BLOCK_DOMAIN, _MACHINE | _MAIL, (_T.DOMAIN,), roles=_THEIRS, because="It belongs to the other side."),
    _on(Verb.BLOCK_IP, _REMOTE, _ADDRESS, roles=_THEIRS, because="It comes from or goes to there."),
    _on(
        Verb.COLLECT_FORENSICS,
        _MACHINE,
        (_T.HOSTNAME,),
        roles=_OURS,
        because="Memory and logs tell how they came in, as long as they are there.",
    ),
    _on(
        Verb.NOTIFY_USER,
        _MAIL | _ACCOUNT,
        (_T.USER, _T.EMAIL),
        roles=_OURS,
        because="The person knows what was clicked or typed.",
    ),
)
