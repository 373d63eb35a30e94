from collections.abc import Mapping

import msgspec
import pytest

from triage_warden.connector_kit.mapped.document import Document
from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.root import Root
from triage_warden.connector_kit.mapped.shapes import Reader, readers
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert

HEAD = {"name": "tool", "source_title": "Tool", "documentation": "https://example.com/"}


def compiled(mapping: Mapping[str, object]) -> list[Reader]:
    """Return the readers of a mapping."""
    return readers(msgspec.convert({**HEAD, **mapping}, Document))


def read(mapping: Mapping[str, object], root: Root) -> Alert:
    """Return what the mapping's only shape reads."""
    return compiled(mapping)[0].read(root, b"{}")


def test_a_payload_gives_what_the_mapping_names() -> None:
    """Title, rule, severity, attributes, in our terms."""
    alert = read(
        {
            "id": "i",
            "title": "{n} on {h}",
            "rule": {"id": "r", "name": "n"},
            "severity": {"source": ["s | lookup(t)", "s"]},
            "enumerations": {"t": {"x": "low"}},
            "action": {"source": "a"},
            "attributes": {"category": "c", "link": "none"},
            "observables": {"target": {"host": "h"}},
        },
        {"i": 7, "r": 1, "n": "Guess", "h": "web", "s": "High", "a": "blocked", "c": "auth"},
    )
    assert (alert.source, alert.source_id, alert.title, alert.rule.id) == ("tool", "7", "Guess on web", "1")
    assert alert.severity == "high"
    assert alert.attributes == {"category": "auth", "action_taken": "blocked", "source_severity": "High"}
    assert [each.value for each in alert.observables] == ["web"]


@pytest.mark.parametrize(
    ("root", "title"), [({"n": "Guess"}, "Guess"), ({"r": 1}, "1"), ({}, "Tool alert"), ({"t": "a\n b"}, "a b")]
)
def test_an_alert_always_has_a_title(root: Root, title: str) -> None:
    """The rule's name, its number, or the tool's name."""
    assert read({"title": "t", "rule": {"id": "r", "name": "n"}}, root).title == title


def test_what_an_alert_needs_is_said_when_it_is_missing() -> None:
    """With the field and the remedy."""
    with pytest.raises(CannotParse, match=r"it has no rule\.id or name; send") as refused:
        read({"need": ["rule.id", "name"]}, {})
    assert refused.value.errors[0].pointer == "/rule/id"


def test_what_is_no_alert_is_refused_with_the_mappings_words() -> None:
    """Only then."""
    mapping = {"refuse": [{"when": {"state": "^passed$"}, "because": "It passed; send what failed."}]}
    assert read(mapping, {"state": "failed"}).title == "Tool alert"
    with pytest.raises(CannotParse, match="It passed"):
        read(mapping, {"state": "PASSED"})


def test_a_shape_adds_to_the_document() -> None:
    """What it says itself goes first, observables of both are taken in."""
    mapping = {
        "title": "above",
        "time": "when",
        "attributes": {"product": "=Tool", "category": "c"},
        "observables": {"target": {"host": "h"}},
        "shape": [
            {
                "name": "one",
                "when": [{"has": ["x"]}],
                "title": "own",
                "attributes": {"category": "d"},
                "observables": {"target": {"host": "g"}, "actor": {"account": "u"}},
            },
            {"name": "two", "when": [{"has": ["y"]}]},
        ],
    }
    one, two = compiled(mapping)
    root: Root = {"above": "A", "own": "O", "c": "C", "d": "D", "h": "h1", "g": "g1", "u": "eve"}
    assert one.read(root, b"").title == "O"
    assert one.read(root, b"").attributes == {"product": "Tool", "category": "D"}
    assert [each.value for each in one.read(root, b"").observables] == ["g1", "h1", "eve"]
    assert two.read(root, b"").title == "A"
    assert (one.scores({"x": 1}, "json"), two.scores({"x": 1}, "json")) == (0.9, 0.0)


@pytest.mark.parametrize(
    ("mapping", "key"),
    [
        ({"title": "{a"}, "title"),
        ({"rule": {"id": "a | shout"}}, "rule.id"),
        ({"attributes": {"colour": "a"}}, "attributes"),
        ({"shape": [{"severity": {"source": "s", "default": "odd"}}]}, "shape[0].severity"),
        ({"patterns": ["("]}, "patterns"),
        ({"refuse": [{"when": {"a": "("}, "because": "b"}]}, "refuse"),
    ],
)
def test_a_mistake_is_told_with_its_key(mapping: Mapping[str, object], key: str) -> None:
    """At load."""
    with pytest.raises(BadExpression) as raised:
        compiled(mapping)
    assert raised.value.key == key


def test_a_severity_concluded_from_another_fact_is_not_shown_as_the_sources_rating() -> None:
    """What was done says how bad it was; it is no word of the source's for that."""
    severity = {"source": "a", "words": {"block": "low"}}
    mapping = {"title": "n", "severity": {**severity, "stated": False}}
    alert = read(mapping, {"n": "Request", "a": "block"})
    assert (alert.severity, alert.attributes) == ("low", {})
    assert read({**mapping, "severity": severity}, {"n": "Request", "a": "block"}).attributes == {
        "source_severity": "block"
    }
