"""The generic source."""

from typing import Final

from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import first_fields, json_items
from triage_warden.connectors.generic.alerts import GenericParser

_OURS: Final = frozenset(
    {"title", "source_id", "rule", "description", "severity", "occurred_at", "attack", "observables", "attributes"},
)
_ONLY_OURS: Final = frozenset({"source_id", "occurred_at", "observables"})
"""Names by which our form is told although it carries fields of the sender's own."""


def recognises(payload: bytes) -> float:
    """Return how surely it is our form: a title alone is in half of the world's JSON."""
    fields = first_fields(payload).keys()
    is_ours = "title" in fields and (fields <= _OURS or bool(fields & _ONLY_OURS))
    return 0.3 if is_ours else 0.0


SOURCE: Final = AlertSource(
    name="generic",
    title="Generic JSON",
    parser=GenericParser(),
    recognises=recognises,
    split=json_items,
    documentation="docs/connectors/generic.md",
)
