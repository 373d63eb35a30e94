"""Read Common Event Format lines.

Shape: the CEF Implementation Standard (see the manifest); keys by their short and by their full names.
"""

import re
from dataclasses import dataclass
from typing import Final

from triage_warden.connector_kit.action import action_taken
from triage_warden.connector_kit.attack import references
from triage_warden.connector_kit.fields import concise
from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.mapped.gaps import filled
from triage_warden.connector_kit.observed import Observed
from triage_warden.connector_kit.severity import by_bands, by_word
from triage_warden.connector_kit.times import first_moment
from triage_warden.connectors.cef.evidence import gather_evidence
from triage_warden.connectors.cef.keys import short_keys
from triage_warden.connectors.cef.message import CefMessage, read_message
from triage_warden.core.alerts.attributes import ACTION_TAKEN, CATEGORY, LINK, PRODUCT, SOURCE_SEVERITY
from triage_warden.core.alerts.model import Alert, Identity, Rule
from triage_warden.core.alerts.severity import Severity

_BANDS: Final = (
    (0, Severity.INFORMATIONAL),
    (3, Severity.LOW),
    (6, Severity.MEDIUM),
    (8, Severity.HIGH),
    (10, Severity.CRITICAL),
)
"""The standard's bands (0-3 low, 4-6 medium, 7-8 high, 9-10 very high); 0, the least there is, is informational."""
_NUMBER: Final = re.compile(r"-?\d{1,3}(?:\.\d+)?")
_TECHNIQUES: Final = re.compile(r"\bT\d{4}(?:\.\d{3})?\b")
_RULE: Final = re.compile(r"(?:rule|policy)(?: ?name)?$", re.IGNORECASE)
_NO_RULE: Final = frozenset({"", "-", "n/a", "none", "unknown"})
_TRAITS: Final = ("src", "dst", "dpt", "shost", "dhost", "dvchost", "suser", "duser", "fname", "filePath", "fileHash")
_MAX_DESCRIPTION: Final = 4_000


@dataclass(frozen=True, slots=True)
class CefParser:
    """Reads one CEF line into one alert."""

    source: str = "cef"

    def parse(self, payload: bytes) -> list[Alert]:
        """Return the alert, or raise CannotParse.

        Devices extend CEF with keys of their own; what the standard's keys leave open is read from those by name.
        """
        return [filled(self._read(payload), decode(payload))]

    def _read(self, payload: bytes) -> Alert:
        message = read_message(payload)
        fields = short_keys(message.fields)
        seen = Observed()
        gather_evidence(message, fields, seen)
        seen.mentioned(message.name, fields.get("msg", ""))
        times = (fields.get(key) for key in ("start", "rt", "end", "deviceCustomDate1"))
        return Alert(
            source=self.source,
            source_id=concise(fields.get("externalId", "")) or None,
            rule=Rule(id=concise(message.signature) or None, name=concise(_rule_name(fields) or message.name) or None),
            title=concise(message.name or message.signature),
            description=fields.get("msg", fields.get("reason", ""))[:_MAX_DESCRIPTION],
            severity=_severity(message.severity),
            occurred_at=first_moment(*times),
            attack=references(_labelled_techniques(fields)),
            observables=seen.all(),
            attributes=_attributes(message, fields),
            identity=_identity(message, fields),
            raw=payload,
        )


def _rule_name(fields: dict[str, str]) -> str:
    """Return the rule or policy that a custom field names by its label; the header's name is that of the event."""
    named = (
        key.removesuffix("Label") for key, value in fields.items() if key.endswith("Label") and _RULE.search(value)
    )
    return next((fields[key] for key in named if fields.get(key, "").lower() not in _NO_RULE), "")


def _severity(written: str) -> Severity:
    if _NUMBER.fullmatch(written):
        number = float(written)
        return by_bands(number, _BANDS) if number <= _BANDS[-1][0] else Severity.MEDIUM
    return by_word(written) or Severity.MEDIUM


def _labelled_techniques(fields: dict[str, str]) -> list[str]:
    """Return techniques from custom fields whose label speaks of ATT&CK; other numbers that look alike are none."""
    labels = (key for key in fields if key.endswith("Label"))
    spoken = (
        key.removesuffix("Label") for key in labels if re.search("mitre|att&?ck|techni", fields[key], re.IGNORECASE)
    )
    return [found for key in spoken for found in _TECHNIQUES.findall(fields.get(key, ""))]


def _identity(message: CefMessage, fields: dict[str, str]) -> Identity:
    """Return the device's own id of the event where it gives one, else the traits of the finding."""
    device = (message.vendor, message.product)
    own = fields.get("externalId")
    if own:
        return Identity(parts=(*device, fields.get("dvchost", fields.get("dvc", "")), own), exact=True)
    traits = (fields.get(key, "")[:1000] for key in (*_TRAITS, "request"))
    return Identity(parts=(*device, message.signature, message.name, *traits))


def _attributes(message: CefMessage, fields: dict[str, str]) -> dict[str, str]:
    stated = {
        ACTION_TAKEN: action_taken(fields.get("act", "")),
        SOURCE_SEVERITY: message.severity,
        CATEGORY: fields.get("cat", ""),
        PRODUCT: f"{message.vendor} {message.product}".strip(),
        LINK: _link(fields),
    }
    return {name: concise(value) for name, value in stated.items() if value}


def _link(fields: dict[str, str]) -> str:
    linked = (key for key, value in fields.items() if key.endswith("Label") and value.lower() in {"link", "alert link"})
    found = (fields.get(key.removesuffix("Label"), "") for key in linked)
    return next((value for value in found if value.startswith(("https://", "http://"))), "")
