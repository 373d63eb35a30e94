"""What to do about it: verbs with a target, a reason and the facts behind them. Named, not performed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.assessment.model import Category, RecommendedAction, Verdict
from triage_warden.core.assessment.proposals import PROPOSALS, Proposal, Verb
from triage_warden.core.assessment.view import alert_of
from triage_warden.core.assessment.weigh import Weighed
from triage_warden.core.facts.model import FactId
from triage_warden.core.observables.model import Observable, ObservableType, Role, Trait

MOST: Final = 12
"""Actions named at most; a longer list is read by nobody."""
MOST_TARGETS: Final = 3
"""Targets of one verb."""

_NOT_OURS_TO_BLOCK: Final = frozenset(
    {Trait.KNOWN_GOOD, Trait.PRIVATE, Trait.LOOPBACK, Trait.LINK_LOCAL, Trait.MULTICAST}
)
"""Blocking these breaks our own network or half the internet."""


def recommend(
    verdict: Verdict,
    category: Category,
    weighed: Sequence[Weighed],
    *,
    alerts: Mapping[str, StoredAlert],
) -> tuple[RecommendedAction, ...]:
    """Return what to do, in order; targets come from the alerts that the evidence for an attack rests on.

    Only an attack is answered with containment. What is suspicious is looked at first: a person decides.
    """
    match verdict:
        case Verdict.MALICIOUS:
            return _contain(category, weighed, alerts) or (_review(weighed),)
        case Verdict.SUSPICIOUS:
            return (_review(weighed),)
        case Verdict.INCONCLUSIVE:
            reason = "The evidence does not settle it; a person should say what it is."
            return (RecommendedAction(action=Verb.REVIEW, reason=reason, cites=_ids(weighed)),)
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
    forged = _forged(weighed)
    actions = [
        action
        for proposal in PROPOSALS
        for action in _act(proposal, evidence if category in proposal.when else _also(proposal, weighed, alerts))
        if not _strikes_the_forged(action, forged)
    ]
    return tuple(actions[:MOST])


def _also(
    proposal: Proposal,
    weighed: Sequence[Weighed],
    alerts: Mapping[str, StoredAlert],
) -> list[tuple[StoredAlert, FactId]]:
    """Return what else a proposal answers, however the incident is called.

    An account that was used stays open, and a machine that ran an intruder's code stays his.
    """
    match proposal.verb:
        case Verb.REVOKE_SESSIONS | Verb.RESET_PASSWORD:
            return _evidence([each for each in weighed if _shows_takeover(each)], alerts)
        case Verb.ISOLATE_HOST | Verb.COLLECT_FORENSICS:
            return _evidence([each for each in weighed if each.fact.kind in _RAN_CODE], alerts)
        case _:
            return []


def _forged(weighed: Sequence[Weighed]) -> frozenset[str]:
    """Return the sender domains that somebody else wrote into a mail: DMARC fails, and nothing else is odd about them.

    Blocking them would strike the partner or brand that was forged. A look-alike is the forger's own.
    """
    failed = {
        reference: domain
        for each in weighed
        if each.fact.kind == "mail.dmarc_fail" and (reference := alert_of(each.fact)) is not None
        if isinstance(domain := each.fact.value.get("domain"), str)
    }
    theirs = {alert_of(each.fact) for each in weighed if each.fact.kind.startswith(_OWN_NAME)}
    return frozenset(domain for reference, domain in failed.items() if reference not in theirs)


def _strikes_the_forged(action: RecommendedAction, forged: frozenset[str]) -> bool:
    if action.action not in {Verb.BLOCK_SENDER, Verb.BLOCK_DOMAIN} or action.target is None:
        return False
    return any(action.target == domain or action.target.endswith((f"@{domain}", f".{domain}")) for domain in forged)


_OWN_NAME: Final = (
    "mail.lookalike_sender",
    "mail.display_name_brand",
    "mail.display_name_other_address",
    "mail.sender_cheap_suffix",
    "mail.sender_domain_impossible",
)
_RAN_CODE: Final = frozenset(
    f"alert.says_{name}"
    for name in (
        "credential_theft",
        "malware",
        "command_and_control",
        "ransomware",
        "code_injection",
        "web_shell",
        "offensive_tool",
        "lateral_movement",
    )
)


def _shows_takeover(each: Weighed) -> bool:
    named = str(each.fact.value.get("technique", ""))
    return each.weight > 0 and (each.fact.kind in _TAKEOVER or named.partition(".")[0] == _VALID_ACCOUNTS)


_TAKEOVER: Final = frozenset({"alert.says_account_takeover", "alert.says_guess_succeeded"})
_VALID_ACCOUNTS: Final = "T1078"
"""https://attack.mitre.org/techniques/T1078/: somebody signed in as one of ours."""


def _evidence(
    weighed: Sequence[Weighed],
    alerts: Mapping[str, StoredAlert],
) -> list[tuple[StoredAlert, FactId]]:
    """Return each alert with the strongest fact for an attack that rests on it, strongest first."""
    strongest: dict[str, FactId] = {}
    for each in weighed:
        reference = alert_of(each.fact)
        if each.weight > 0 and reference is not None and reference in alerts:
            strongest.setdefault(reference, each.fact.id)
    return [(alerts[reference], fact) for reference, fact in strongest.items()]


def _act(proposal: Proposal, evidence: Sequence[tuple[StoredAlert, FactId]]) -> Iterator[RecommendedAction]:
    ours = {each.value for alert, _ in evidence for each in alert.observables if each.role is Role.TARGET}
    targets: dict[str | None, FactId] = {}
    for alert, fact in evidence:
        for each in _fitting(proposal, alert):
            if not (proposal.verb.startswith("block_") and each.value in ours):
                targets.setdefault(each.value, fact)
    if any(target and "@" in target for target in targets):
        targets = {target: fact for target, fact in targets.items() if not str(target).startswith(_OPAQUE)}
    if not targets and evidence and proposal.verb is Verb.QUARANTINE_MAIL:
        targets[None] = evidence[0][1]  # the mail itself, where it does not say whose it is
    if proposal.verb is Verb.BLOCK_DOMAIN:
        targets = {target: fact for target, fact in targets.items() if not _lies_under(str(target), targets)}
    for target, fact in list(targets.items())[:MOST_TARGETS]:
        yield RecommendedAction(action=proposal.verb, target=target, reason=proposal.because, cites=(fact,))


def _lies_under(domain: str, others: Iterable[str | None]) -> bool:
    return any(other and domain.endswith(f".{other}") for other in others)


_OPAQUE: Final = ("aad:", "sid:")
"""Names of accounts that say nothing to a person, who stands beside them under a readable one."""


def _fitting(proposal: Proposal, alert: StoredAlert) -> list[Observable]:
    if proposal.verb is Verb.BLOCK_HASH and _names_system_file(alert):
        return []
    found = [each for each in alert.observables if each.type in proposal.types and each.role in proposal.roles]
    if proposal.verb.startswith("block_"):
        found = [each for each in found if not _NOT_OURS_TO_BLOCK & set(each.traits)]
    return sorted(_by_best_name(found), key=lambda each: (each.type, each.value))


def _names_system_file(alert: StoredAlert) -> bool:
    """Return whether the alert names a file of the system: its hash may be that file's, and must not be blocked."""
    paths = [each.value.casefold() for each in alert.observables if each.type in _FILES]
    return any(folder in path for path in paths for folder in _SYSTEM_FOLDERS)


_FILES: Final = frozenset({ObservableType.FILE_PATH, ObservableType.PROCESS, ObservableType.COMMAND_LINE})
_SYSTEM_FOLDERS: Final = (
    "\\windows\\",
    "\\program files",
    "/usr/",
    "/bin/",
    "/sbin/",
    "/lib/",
    "powershell",
    "cmd.exe",
)


def _by_best_name(found: Sequence[Observable]) -> list[Observable]:
    """Return each person and machine once: by the address-like name where there is one, by the full host name."""
    addressed = any(each.type is ObservableType.USER and "@" in each.value for each in found)
    full = {each.value.partition(".")[0] for each in found if "." in each.value}
    return [each for each in found if not _is_alias(each, full, addressed=addressed)]


def _is_alias(each: Observable, full: set[str], *, addressed: bool) -> bool:
    if each.type is ObservableType.USER:
        return addressed and "@" not in each.value
    return each.type is ObservableType.HOSTNAME and each.value in full


def _ids(weighed: Sequence[Weighed], *, positive: bool | None = None) -> tuple[FactId, ...]:
    return tuple(each.fact.id for each in weighed if positive is None or (each.weight > 0) is positive)[:3]
