"""What an incident says of itself: functions of its members alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.strands import Strand
from triage_warden.core.incidents.system_names import account_name, is_system_account
from triage_warden.core.observables.model import Observable, ObservableType, Role

MOST_ENTITIES: Final = 50
"""Entities that are listed of one incident, those in most alerts first."""
LONGEST_TITLE: Final = 200
_FIRST_NAMED: Final = (
    ObservableType.HOSTNAME,
    ObservableType.USER,
    ObservableType.EMAIL,
    ObservableType.CLOUD_RESOURCE,
)
_PLURALS: Final = {
    ObservableType.HOSTNAME: "hosts",
    ObservableType.USER: "users",
    ObservableType.EMAIL: "mailboxes",
    ObservableType.CLOUD_RESOURCE: "resources",
}


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of an incident that follow from its alerts."""

    title: str
    severity: Severity
    alert_count: int
    sources: tuple[str, ...]
    entities: tuple[Observable, ...]
    first_alert_at: datetime
    last_alert_at: datetime


def summary(strands: Sequence[Strand]) -> Summary:
    """Return what the strands (at least one) say together."""
    entities = _entities(strands)
    return Summary(
        title=_title(strands, entities),
        severity=max((strand.profile.severity for strand in strands), key=lambda severity: severity.rank),
        alert_count=sum(strand.count for strand in strands),
        sources=tuple(sorted({strand.profile.source for strand in strands})),
        entities=tuple(entities[:MOST_ENTITIES]),
        first_alert_at=min(strand.first_at for strand in strands),
        last_alert_at=max(strand.last_at for strand in strands),
    )


def extended(known: Summary, arrivals: Sequence[Strand]) -> Summary:
    """Return the summary of an incident too large to be read whole, after these arrived."""
    if not arrivals:
        return known
    new = summary(arrivals)
    seen = {(entity.type, entity.value) for entity in known.entities}
    further = tuple(entity for entity in new.entities if (entity.type, entity.value) not in seen)
    return Summary(
        title=known.title,
        severity=max(known.severity, new.severity, key=lambda severity: severity.rank),
        alert_count=known.alert_count + new.alert_count,
        sources=tuple(sorted({*known.sources, *new.sources})),
        entities=(*known.entities, *further)[:MOST_ENTITIES],
        first_alert_at=min(known.first_alert_at, new.first_alert_at),
        last_alert_at=max(known.last_alert_at, new.last_alert_at),
    )


def _entities(strands: Iterable[Strand]) -> list[Observable]:
    """Return the entities concerned, those in most alerts first; a mail's sender is none of ours."""
    counts: Counter[tuple[ObservableType, str]] = Counter()
    roles: dict[tuple[ObservableType, str], Role] = {}
    for strand in strands:
        for entity in strand.profile.entities:
            if entity.role in {Role.TARGET, Role.ACTOR, Role.SOURCE}:
                name = (entity.type, entity.value)
                counts[name] += strand.count
                roles[name] = min(roles.get(name, entity.role), entity.role, key=list(Role).index)
    ordered = sorted(counts, key=lambda name: (-counts[name], _FIRST_NAMED.index(name[0]), name[1]))
    return [Observable(type=type_, value=value, role=roles[type_, value]) for type_, value in ordered]


def _title(strands: Sequence[Strand], entities: Sequence[Observable]) -> str:
    """Return `Suspicious PowerShell and 8 more on ws-014`: the worst, earliest alert, how many others, and on whom.

    What there are many of is counted: `Your password expires to 3 mailboxes`, where all of it is mail.
    """
    lead = min(strands, key=lambda strand: (-strand.profile.severity.rank, strand.order))
    all_mail = all(strand.profile.mail for strand in strands)
    titles = {strand.profile.title for strand in strands}
    more = f" and {len(titles) - 1} more" if len(titles) > 1 else ""
    return f"{_shortened(lead.profile.title)}{more}{_where(entities, 'to' if all_mail else 'on')}"[:LONGEST_TITLE]


def _where(entities: Sequence[Observable], word: str) -> str:
    for type_ in _FIRST_NAMED:
        values = [entity.value for entity in entities if entity.type is type_ and _tells(entity)]
        if values:
            return f" {word} {values[0]}" if len(values) == 1 else f" {word} {len(values)} {_PLURALS[type_]}"
    return ""


def _tells(entity: Observable) -> bool:
    """Whether naming it tells a reader anything: not a directory's own ids, nor `root`, nor a mail's sender."""
    if entity.type is ObservableType.EMAIL:
        return entity.role is not Role.ACTOR
    if entity.type is ObservableType.USER:
        return account_name(entity.value) is not None and not is_system_account(entity.value)
    return True


def _shortened(title: str) -> str:
    longest = LONGEST_TITLE - 60
    return title if len(title) <= longest else f"{title[:longest]}…"
