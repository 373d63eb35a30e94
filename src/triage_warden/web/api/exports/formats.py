"""The forms in which alerts go out, as answers."""

from collections.abc import Sequence
from typing import Final

import msgspec
from litestar import Response

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.alerts.observable_table import observable_table
from triage_warden.core.alerts.ocsf.finding import finding
from triage_warden.core.alerts.stix.bundle import bundle

JSON: Final = "application/json"
NDJSON: Final = "application/x-ndjson"
STIX: Final = "application/stix+json;version=2.1"
CSV: Final = "text/csv"
"""The framework adds `charset=utf-8`."""
_encoder: Final = msgspec.json.Encoder()


def ocsf_answer(alert: StoredAlert) -> Response[bytes]:
    """Return one finding."""
    return _download(_encoder.encode(finding(alert)), JSON, f"{alert.id}.ocsf.json")


def ocsf_lines(alerts: Sequence[StoredAlert], name: str) -> Response[bytes]:
    """Return a finding on each line."""
    return _download(_encoder.encode_lines(map(finding, alerts)), NDJSON, f"{name}.ocsf.ndjson")


def stix_answer(alerts: Sequence[StoredAlert], name: str, grouped_as: tuple[str, str] | None = None) -> Response[bytes]:
    """Return the bundle of what the alerts saw."""
    return _download(_encoder.encode(bundle(alerts, grouped_as)), STIX, f"{name}.stix.json")


def csv_answer(alerts: Sequence[StoredAlert], name: str) -> Response[bytes]:
    """Return the table of what the alerts saw."""
    return _download(observable_table(alerts).encode("utf-8", "replace"), CSV, f"{name}.observables.csv")


def _download(body: bytes, media_type: str, name: str) -> Response[bytes]:
    """Return a file to keep; names are ids and numbers of ours, never a sender's words."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=media_type, headers=headers)
