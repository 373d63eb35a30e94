"""What is known of the values."""

from kit.alerts import NOON, a_stored_alert, an_alert
from triage_warden.core.facts.context import Context, ListedValue, ListKind
from triage_warden.core.facts.values import value_facts
from triage_warden.core.observables.model import Observable, ObservableType, Role, Trait


def _kinds(context: Context, *observables: Observable) -> list[str]:
    return [fact.kind for fact in value_facts(a_stored_alert(alert=an_alert(observables=observables)), context)]


def _seen(value: str, role: Role, *traits: Trait) -> Observable:
    return Observable(type=ObservableType.IPV4, value=value, role=role, traits=traits)


NOW = Context(observed_at=NOON)


def test_own_lists_are_heard() -> None:
    """With the reason that somebody gave when listing it."""
    for kind, expected in ((ListKind.DENY, "list.own_deny"), (ListKind.ALLOW, "list.own_allow")):
        hit = ListedValue(type=ObservableType.IPV4, value="198.51.100.7", kind=kind, reason="scanner [f-1]")
        context = Context(observed_at=NOON, listed={(hit.type, hit.value): hit})
        alert = a_stored_alert(alert=an_alert(observables=(_seen("198.51.100.7", Role.ACTOR),)))
        (fact,) = value_facts(alert, context)
        assert fact.kind == expected
        assert "scanner (f-1)" in fact.statement


def test_known_good_parties_count_only_when_all_are() -> None:
    """One unknown party among known ones is the one that matters."""
    good = _seen("192.0.2.8", Role.DESTINATION, Trait.KNOWN_GOOD)
    assert _kinds(NOW, good) == ["value.known_good"]
    assert _kinds(NOW, good, _seen("198.51.100.7", Role.ACTOR)) == []


def test_a_known_good_victim_says_nothing() -> None:
    """A victim's good name does not clear whoever attacks it."""
    assert _kinds(NOW, _seen("192.0.2.8", Role.TARGET, Trait.KNOWN_GOOD)) == []


def test_an_actor_inside_is_told() -> None:
    """From inside is nearer than from outside."""
    assert _kinds(NOW, _seen("10.0.0.4", Role.ACTOR, Trait.PRIVATE)) == ["value.internal_actor"]
    assert _kinds(NOW, _seen("10.0.0.4", Role.TARGET, Trait.PRIVATE)) == []
