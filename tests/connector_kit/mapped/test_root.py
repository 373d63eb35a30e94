import pytest

from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.root import Root, columns, inside, named_groups, roots, unfolded


def test_keys_with_dots_are_objects_too() -> None:
    """Flattened JSON reads as nested; what is shared is not changed; what stands in the way stays."""
    shared: Root = {"host": {"name": "a"}, "host.ip": "192.0.2.1", "n": 1, "n.m": 2}
    before = {"host": {"name": "a"}, "host.ip": "192.0.2.1", "n": 1, "n.m": 2}
    tree = unfolded(shared)
    assert tree["host"] == {"name": "a", "ip": "192.0.2.1"}
    assert tree["n"] == 1
    assert shared == before


def test_what_carried_the_payload_stands_beside_it() -> None:
    """The header of syslog, the text, the format."""
    root = roots()(decode(b"<13>Mar  2 09:00:00 web1 app: user=eve action=login"))
    assert root["user"] == "eve"
    assert root["$format"] == "key_value"
    assert "web1" in str(root["$header"])


def test_keys_can_be_brought_to_lower_case() -> None:
    """At any depth."""
    root = roots(lower_keys=True)(decode(b'{"Detail":[{"AccountId":"1"}]}'))
    assert root["detail"] == [{"accountid": "1"}]


def test_windows_events_read_alike_in_any_form() -> None:
    """Data by name in lower case."""
    event = b'{"EventID":4625,"Channel":"Security","Hostname":"srv","TargetUserName":"eve"}'
    windows = roots(windows_events=True)(decode(event))["$windows"]
    assert isinstance(windows, dict)
    assert (windows["event_id"], windows["data"]["targetusername"]) == (4625, "eve")
    assert roots(windows_events=True)(decode(b'{"a":1}'))["$windows"] is None


def test_the_alert_may_stand_inside() -> None:
    """The whole is still there; without it, the whole is the alert."""
    change = inside(["detail", "event"])
    found = change({"event": {"id": 1}, "$text": "t", "source": "s"})
    assert (found["id"], found["$text"]) == (1, "t")
    assert found["$outer"] == {"event": {"id": 1}, "$text": "t", "source": "s"}
    assert change({"id": 2}) == {"id": 2}


def test_envelopes_within_envelopes_are_opened() -> None:
    """The outermost is the whole."""
    found = inside(["data | base64 | json", "finding"])({"data": "eyJmaW5kaW5nIjp7ImlkIjozfX0="})
    assert found["id"] == 3
    assert found["$outer"] == {"data": "eyJmaW5kaW5nIjp7ImlkIjozfX0="}


def test_columns_get_names() -> None:
    """Quoted ones may hold commas; blank names and values are skipped."""
    change = columns(["time", "", "url"])
    row: Root = {"$format": "delimited", "$text": '2026,skipped,"a,b",more'}
    assert change(row) == row | {"time": "2026", "url": "a,b"}
    assert change({"$format": "json", "$text": "a,b"}) == {"$format": "json", "$text": "a,b"}


def test_patterns_find_fields_in_text() -> None:
    """The first find of a name counts."""
    change = named_groups(["user (?P<user>[a-z]+)", "(?P<user>root)", "from (?P<client>[0-9.]+)"])
    found = change({"$text": "user eve from 192.0.2.1 as root"})
    assert (found["user"], found["client"]) == ("eve", "192.0.2.1")
    assert change({}) == {}


def test_a_pattern_without_names_is_said() -> None:
    """It could find nothing."""
    with pytest.raises(BadExpression, match="name what it finds"):
        named_groups(["abc"])
