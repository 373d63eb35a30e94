"""The sample CSV source."""

from typing import Final

from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import csv_rows
from triage_warden.connectors.ait_csv.alerts import AitCsvParser

SOURCE: Final = AlertSource(
    name="ait_csv",
    title="CSV of alerts (sample)",
    parser=AitCsvParser(),
    recognises=lambda payload: 0.95 if payload.lstrip(b"\xef\xbb\xbf").startswith(b"time,name,ip,host,short") else 0.0,
    split=csv_rows,
    documentation="https://github.com/ait-aecid/alert-data-set",
)
