"""What to do about it: verbs with a target, a reason and the facts behind them. Named, not performed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.assessment.model import Category, RecommendedAction, Verdict
from triage_warden.core.assessment.view import alert_of
from triage_warden.core.assessment.weigh import Weighed
from triage_warden.core.facts.model import FactId
from triage_warden.core.observables.model import Observable, ObservableType, Role, Trait


class Verb(StrEnum):
    """Everything that an assessment may recommend."""

    ISOLATE_HOST = "isolate_host"
    COLLECT_FORENSICS = "collect_forensics"
    SCAN_HOST = "scan_host"
    DISABLE_USER = "disable_user"
    RESET_PASSWORD = "reset_password"  # noqa: S105  # a verb
    REVOKE_SESSIONS = "revoke_sessions"
    REMOVE_INBOX_RULE = "remove_inbox_rule"
    BLOCK_SENDER = "block_sender"
    BLOCK_DOMAIN = "block_domain"
    BLOCK_URL = "block_url"
    BLOCK_IP = "block_ip"
    BLOCK_HASH = "block_hash"
    QUARANTINE_MAIL = "quarantine_mail"
    DELETE_MAIL = "delete_mail"
    NOTIFY_USER = "notify_user"
    REVIEW = "review"
    CLOSE_AS_BENIGN = "close_as_benign"


MOST: Final = 12
"""Actions named at most; a longer list is read by nobody."""
MOST_TARGETS: Final = 3
"""Targets of one verb."""

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
    {_C.RECONNAISSANCE, _C.EXPLOITATION, _C.DENIAL_OF_SERVICE, _C.COMMAND_AND_CONTROL, _C.EXFILTRATION, _C.CREDENTIAL_ACCESS},
)
_ADDRESS: Final = frozenset({_T.IPV4, _T.IPV6})
_HASH: Final = frozenset({_T.SHA256, _T.SHA1, _T.MD5})
_NOT_OURS_TO_BLOCK: Final = frozenset({Trait.KNOWN_GOOD, Trait.PRIVATE, Trait.LOOPBACK, Trait.LINK_LOCAL, Trait.MULTICAST})
"""Blocking these breaks our own network or half the internet."""


class _Proposal(msgspec.Struct, frozen=True, kw_only=True):
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
) -> _Proposal:
    return _Proposal(verb=verb, when=when, types=frozenset(types), roles=frozenset(roles), because=because)


_THEIRS: Final = (Role.ACTOR, Role.DESTINATION)
_OURS: Final = (Role.TARGET,)

PROPOSALS: Final[tuple[_Proposal, ...]] = (
    _on(Verb.QUARANTINE_MAIL, _MAIL, (_T.EMAIL,), roles=_OURS, because="The mail should not stay where it can be opened."),
    _on(Verb.ISOLATE_HOST, _MACHINE, (_T.HOSTNAME,), roles=_OURS, because="Hostile code runs or ran there; cut it off before it spreads."),
    _on(Verb.REVOKE_SESSIONS, _ACCOUNT, (_T.USER, _T.EMAIL), roles=(Role.TARGET, Role.ACTOR), because="A password reset does not end sessions that are open."),
    _on(Verb.RESET_PASSWORD, _ACCOUNT, (_T.USER, _T.EMAIL), roles=(Role.TARGET, Role.ACTOR), because="The password must be taken to be known to others."),
    _on(Verb.REMOVE_INBOX_RULE, frozenset({_C.BEC, _C.ACCOUNT_TAKEOVER}), (_T.EMAIL, _T.USER), roles=(Role.TARGET, Role.ACTOR), because="Rules that hide or forward mail outlive the password."),
    _on(Verb.BLOCK_SENDER, _MAIL, (_T.EMAIL,), roles=(Role.ACTOR,), because="More of the same comes from there."),
    _on(Verb.BLOCK_URL, _MAIL, (_T.URL,), roles=(*_THEIRS, Role.ARTIFACT, Role.MENTIONED), because="Others got the same link."),
    _on(Verb.BLOCK_HASH, _MACHINE | {_C.MALWARE_DELIVERY}, _HASH, roles=(Role.ARTIFACT,), because="The same file must not run elsewhere."),
    _on(Verb.BLOCK_DOMAIN, _MACHINE | _MAIL, (_T.DOMAIN,), roles=_THEIRS, because="It belongs to the other side."),
    _on(Verb.BLOCK_IP, _REMOTE, _ADDRESS, roles=_THEIRS, because="It comes from or goes to there."),
    _on(Verb.COLLECT_FORENSICS, _MACHINE, (_T.HOSTNAME,), roles=_OURS, because="Memory and logs tell how they came in, as long as they are there."),
    _on(Verb.NOTIFY_USER, _MAIL | _ACCOUNT, (_T.USER, _T.EMAIL), roles=_OURS, because="The person knows what was clicked or typed."),
)  # fmt: skip


def recommend(
    verdict: Verdict,
    category: Category,
    weighed: Sequence[Weighed],
    alerts: Mapping[str, StoredAlert],
) -> tuple[RecommendedAction, ...]:
    """Return what to do, in order; targets come from the alerts that the evidence for an attack rests on.

    Only an attack is answered with containment. What is suspicious is looked at first: a person decides.
    """
    match verdict:
        case Verdict.MALICIOUS:
            return _contain(category, weighed, alerts) or (_review(weighed),)
        case Verdict.SUSPICIOUS | Verdict.INCONCLUSIVE:
            return (_review(weighed),)
        case Verdict.BENIGN:
            reason = "The evidence says that it is harmless."
            return (RecommendedAction(action=Verb.CLOSE_AS_BENIGN, reason=reason, cites=_ids(weighed, positive=False)),)


def _review(weighed: Sequence[Weighed]) -> RecommendedAction:
    reason = "A person should look at what speaks for an attack before anything is changed."
    return RecommendedAction(action=Verb.REVIEW, reason=reason, cites=_ids(weighed, positive=True))


def _contain(
    category: Category,
    weighed: Sequence[Weighed],
    alerts: Mapping[str, StoredAlert],
) -> tuple[RecommendedAction, ...]:
    evidence = _evidence(weighed, alerts)
    actions = [action for proposal in PROPOSALS if category in proposal.when for action in _act(proposal, evidence)]
    return tuple(actions[:MOST])


def _evidence(
    weighed: Sequence[Weighed],
    alerts: Mapping[str, StoredAlert],
) -> list[tuple[StoredAlert, FactId]]:
    """Return each alert with the strongest fact for an attack that rests on it, strongest first."""
    strongest: dict[str, FactId] = {}
    for each in weighed:
        reference = alert_of(each.fact)
        if each.weight > 0 and reference in alerts:
            strongest.setdefault(reference, each.fact.id)
    return [(alerts[reference], fact) for reference, fact in strongest.items()]


def _act(proposal: _Proposal, evidence: Sequence[tuple[StoredAlert, FactId]]) -> Iterator[RecommendedAction]:
    targets: dict[str, FactId] = {}
    for alert, fact in evidence:
        for each in sorted(alert.observables, key=lambda one: (one.type, one.value)):
            if _fits(proposal, each):
                targets.setdefault(each.value, fact)
    for target, fact in list(targets.items())[:MOST_TARGETS]:
        yield RecommendedAction(action=proposal.verb, target=target, reason=proposal.because, cites=(fact,))


def _fits(proposal: _Proposal, each: Observable) -> bool:
    if each.type not in proposal.types or each.role not in proposal.roles:
        return False
    return not (proposal.verb.startswith("block_") and _NOT_OURS_TO_BLOCK & set(each.traits))


def _ids(weighed: Sequence[Weighed], *, positive: bool) -> tuple[FactId, ...]:
    return tuple(each.fact.id for each in weighed if (each.weight > 0) is positive)[:3]
