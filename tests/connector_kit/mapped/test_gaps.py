from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.mapped.gaps import filled
from triage_warden.core.alerts.model import Alert, Identity
from triage_warden.core.observables.model import Observable, ObservableType, Role

PAYLOAD = (
    b'{"timestamp":"2026-03-02T10:00:00Z","src_ip":"10.0.0.5","dst_ip":"198.51.100.4",'
    b'"username":"eve","hostname":"web1"}'
)


def alert(*observables: Observable) -> Alert:
    """Return an alert of which only these are known."""
    return Alert(source="s", title="t", observables=observables, identity=Identity(parts=("x",)), raw=PAYLOAD)


def seen(kind: ObservableType, value: str, role: Role = Role.TARGET) -> Observable:
    """Return an observable."""
    return Observable(type=kind, value=value, role=role)


def test_open_facets_are_filled() -> None:
    """Time, ends, account, host."""
    found = filled(alert(), decode(PAYLOAD))
    assert found.occurred_at is not None
    assert {(each.role, each.value) for each in found.observables} >= {
        ("source", "10.0.0.5"),
        ("destination", "198.51.100.4"),
        ("target", "web1"),
    }
    assert "eve" in {each.value for each in found.observables}


def test_what_the_mapping_found_stands() -> None:
    """Not an address more where it named one; a mention is no answer."""
    own = seen(ObservableType.IPV4, "192.0.2.9"), seen(ObservableType.USER, "bob", Role.MENTIONED)
    values = [each.value for each in filled(alert(*own), decode(PAYLOAD)).observables]
    assert "10.0.0.5" not in values
    assert values.index("eve") < values.index("bob")


def test_a_whole_alert_costs_nothing() -> None:
    """It comes back as it is."""
    kinds = (ObservableType.IPV4, ObservableType.USER, ObservableType.HOSTNAME, ObservableType.MD5, ObservableType.URL)
    whole = filled(alert(), decode(PAYLOAD))
    complete = alert(*(seen(kind, f"v{kind}") for kind in kinds))
    again = filled(complete, decode(PAYLOAD))
    assert again.observables == complete.observables
    assert again.occurred_at == whole.occurred_at
