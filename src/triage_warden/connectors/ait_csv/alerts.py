"""Read rows of a CSV of alerts: `time,name,ip,host,short` and columns that are not looked at.

A sample of what a source for an unusual export takes. The public alert data set that has this form adds columns with
the truth; they are never read.
"""

import csv
import re
from dataclasses import dataclass
from typing import Final

from triage_warden.connector_kit.fields import concise
from triage_warden.connector_kit.json_payload import bad_field
from triage_warden.connector_kit.observed import Observed
from triage_warden.connector_kit.times import moment
from triage_warden.core.alerts.attributes import PRODUCT
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert, Identity, Rule
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.model import ObservableType, Role

_COLUMNS: Final = ("time", "name", "ip", "host", "short")
_SEVERITIES: Final[tuple[tuple[re.Pattern[str], Severity], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), severity)
    for pattern, severity in (
        (
            r"\bET (?:MALWARE|TROJAN|EXPLOIT|ATTACK_RESPONSE|WEB_SPECIFIC_APPS|CNC)|malware|ransom|rootkit",
            Severity.HIGH,
        ),
        (r"reverse shell|web ?shell|privilege escalation|\bexploit", Severity.HIGH),
        (r"brute.?force|web attack|suspicious url|\bET (?:WEB_SERVER|SCAN|HUNTING)|\bscan\b", Severity.MEDIUM),
        (r"multiple|invalid user|forbidden|sudo|changed uid", Severity.LOW),
        (
            r"success|updated?\b|session (?:opened|closed)|SURICATA|\bET (?:INFO|POLICY)|\bnew event",
            Severity.INFORMATIONAL,
        ),
    )
)
"""The rows carry no severity. What a rule's name says in words that every ruleset uses; first match wins, and a name
that says none of them is low: a detector spoke, and did not say how loud."""


@dataclass(frozen=True, slots=True)
class AitCsvParser:
    """Reads a header line and one row into one alert."""

    source: str = "ait_csv"

    def parse(self, payload: bytes) -> list[Alert]:
        """Return the alert, or raise CannotParse."""
        row = _row(payload)
        detector, _, words = row["name"].partition(":")
        name = concise(words or detector)
        if not name:
            raise bad_field("/name", "The row has no name; it says which rule of which detector fired.")
        seen = Observed()
        seen.add(ObservableType.HOSTNAME, row["host"], Role.TARGET)
        seen.address(row["ip"], Role.TARGET)
        seen.mentioned(name)
        return [
            Alert(
                source=self.source,
                rule=Rule(id=concise(row["short"]) or None, name=name),
                title=name,
                severity=next((severity for words, severity in _SEVERITIES if words.search(name)), Severity.LOW),
                occurred_at=moment(row["time"]),
                observables=seen.all(),
                attributes={PRODUCT: concise(detector)} if words else {},
                identity=Identity(parts=(row["name"], row["short"], row["host"], row["ip"])),
                raw=payload,
            ),
        ]


def _row(payload: bytes) -> dict[str, str]:
    lines = payload.decode("utf-8", "replace").replace("\x00", "").lstrip("\ufeff").splitlines()
    try:
        rows = list(csv.reader(lines, strict=True))
    except csv.Error as error:
        raise CannotParse(detail=f"The row is not CSV: {error}.") from error
    if len(rows) != 2:  # noqa: PLR2004  # the header and the row
        raise CannotParse(detail=f"There are {len(rows)} lines; send the header line and one row.")
    header, row = rows
    missing = next((column for column in _COLUMNS if column not in header), None)
    if missing is not None:
        raise CannotParse(detail=f"The header has no column '{missing}'; it has time, name, ip, host and short.")
    if len(row) != len(header):
        raise CannotParse(
            detail=f"The row has {len(row)} values under {len(header)} columns; quote values with commas."
        )
    stated = dict(zip(header, row, strict=True))
    return {column: stated[column].strip() for column in _COLUMNS}
