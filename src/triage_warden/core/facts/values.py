"""What is known of the values in an alert: own lists, lists of well-known good values, where addresses lie."""

from collections.abc import Iterator
from typing import Final

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.context import Context, ListedValue, ListKind
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.facts.wording import quoted
from triage_warden.core.observables.model import Observable, ObservableType, Role, Trait

PARTIES: Final = frozenset({Role.ACTOR, Role.DESTINATION, Role.ARTIFACT})
"""Parts in which a value's reputation says something about the alert; a victim's says nothing."""
ADDRESSES: Final = frozenset({ObservableType.IPV4, ObservableType.IPV6})
_LISTABLE: Final = ADDRESSES | {
    ObservableType.DOMAIN,
    ObservableType.URL,
    ObservableType.MD5,
    ObservableType.SHA1,
    ObservableType.SHA256,
}
MOST_VALUES: Final = 8
"""Facts of one sort from one alert; further values of a scan say nothing new."""


def value_facts(alert: StoredAlert, context: Context) -> list[Fact]:
    """Return what lists and shapes say of the alert's values."""
    return [*own_list_facts(alert, context), *_known_good(alert, context), *_internal_actor(alert, context)]


def own_list_facts(alert: StoredAlert, context: Context) -> list[Fact]:
    """Return what the company's own lists say of the alert's values, each value once."""
    hits = {key: context.listed[key] for each in _once(alert) if (key := (each.type, each.value)) in context.listed}
    return [_listed(alert, context, hit) for hit in list(hits.values())[:MOST_VALUES]]


def _listed(alert: StoredAlert, context: Context, hit: ListedValue) -> Fact:
    kind = "list.own_deny" if hit.kind is ListKind.DENY else "list.own_allow"
    because = f", because {quoted(hit.reason)}" if hit.reason else ""
    statement = f"The {hit.type} {quoted(hit.value)} is on our own {hit.kind} list{because}."
    return _about(alert, context, (kind, statement), value=(hit.type, hit.value))


def _known_good(alert: StoredAlert, context: Context) -> Iterator[Fact]:
    parties = [each for each in _once(alert) if each.role in PARTIES and each.type in _LISTABLE]
    if not parties or not all(Trait.KNOWN_GOOD in each.traits for each in parties):
        return  # one unknown party among known ones is the one that matters
    for each in parties[:MOST_VALUES]:
        lists = ", ".join(each.lists[:3]) or "a list of well-known values"
        statement = f"The {each.type} {quoted(each.value)} is well known and harmless to many ({quoted(lists)})."
        yield _about(alert, context, ("value.known_good", statement), value=(each.type, each.value))


def _internal_actor(alert: StoredAlert, context: Context) -> Iterator[Fact]:
    for each in _once(alert):
        if each.role is Role.ACTOR and each.type in ADDRESSES and Trait.PRIVATE in each.traits:
            statement = f"It was done from {quoted(each.value)}, an address inside a private network."
            yield _about(alert, context, ("value.internal_actor", statement), value=(each.type, each.value))
            return


def _once(alert: StoredAlert) -> list[Observable]:
    kept: dict[tuple[str, str, str], Observable] = {}
    for each in sorted(alert.observables, key=lambda one: (one.type, one.value, one.role)):
        kept.setdefault((each.type, each.value, each.role), each)
    return list(kept.values())


def _about(alert: StoredAlert, context: Context, said: tuple[str, str], *, value: tuple[ObservableType, str]) -> Fact:
    kind, statement = said
    return a_fact(
        kind,
        statement,
        source="own_lists" if kind.startswith("list.") else "observables",
        observed_at=context.observed_at,
        rests_on=(f"alert:{alert.id}", f"observable:{value[0]}:{value[1][:200]}"),
    )
