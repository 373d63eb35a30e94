"""What a source out of a mapping makes of a file, as plain data for a snapshot."""

from kit.payloads import shown
from triage_warden.connector_kit.source import AlertSource
from triage_warden.core.alerts.errors import CannotParse


def read_all(source: AlertSource, data: bytes) -> list[dict[str, object]]:
    """Return the alerts of every payload in the data, or for each why there is none."""
    return [read for payload in source.split(data) for read in _read(source, payload)]


def _read(source: AlertSource, payload: bytes) -> list[dict[str, object]]:
    try:
        return [shown(alert) for alert in source.parser.parse(payload)]
    except CannotParse as error:
        return [{"cannot_parse": error.detail, "pointers": [each.pointer for each in error.errors]}]
