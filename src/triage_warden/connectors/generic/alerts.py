"""Read our own JSON form; its reference is docs/connectors/generic.md.

The form is ours, so a sender can mend what is wrong: unlike a vendor's payload it is read strictly, and the first
bad field is named with the remedy.
"""

from dataclasses import dataclass
from datetime import datetime

from triage_warden.connector_kit.attack import tactic, technique
from triage_warden.connector_kit.fields import concise
from triage_warden.connector_kit.json_payload import bad_field, decode, kind
from triage_warden.connector_kit.observed import Observed
from triage_warden.connector_kit.times import moment
from triage_warden.connectors.generic.observables import read_observables
from triage_warden.core.alerts.attributes import NAMES, SOURCE_SEVERITY
from triage_warden.core.alerts.model import Alert, AttackRef, Identity, Rule
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.model import ENTITY_TYPES, Observable, Role

_MAX_ATTACK = 60
_SEVERITIES = ", ".join(Severity)


@dataclass(frozen=True, slots=True)
class GenericParser:
    """Reads one JSON object into one alert."""

    source: str = "generic"

    def parse(self, payload: bytes) -> list[Alert]:
        """Return the alert, or raise CannotParse."""
        body = decode(payload)
        rule = _rule(body)
        title = concise(_text(body, "title", "/title"))
        if not title:
            raise bad_field("/title", "Give the alert a title: one line on what was seen.")
        source_id = _text(body, "source_id", "/source_id") or None
        description = _text(body, "description", "/description")
        seen = Observed()
        read_observables(body.get("observables"), seen)
        seen.mentioned(title, description)
        severity = _severity(body.get("severity"))
        attributes = ({SOURCE_SEVERITY: severity} if severity else {}) | _attributes(body.get("attributes"))
        observables = seen.all()
        traits = (rule.id or rule.name or title, *_parties(observables))
        parts = (attributes.get("product", ""), source_id) if source_id else traits
        return [
            Alert(
                source=self.source,
                source_id=concise(source_id or "") or None,
                rule=rule,
                title=title,
                description=description,
                severity=severity or Severity.MEDIUM,
                occurred_at=_time(body.get("occurred_at")),
                attack=_attack(body.get("attack")),
                observables=observables,
                attributes=attributes,
                identity=Identity(parts=parts, exact=source_id is not None),
                raw=payload,
            ),
        ]


def _parties(observables: tuple[Observable, ...]) -> tuple[str, ...]:
    """Return who and what it happened to or by: with the rule, what makes two alerts without an id the same."""
    stated = (seen for seen in observables if seen.role is not Role.MENTIONED)
    parties = {f"{seen.type}:{seen.value}" for seen in stated if seen.type in ENTITY_TYPES or seen.role is Role.ACTOR}
    return tuple(sorted(parties))


def _text(record: dict[str, object], name: str, pointer: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise bad_field(pointer, f"This is a JSON {kind(value)}; send a string.")
    return value.replace("\x00", "").strip()


def _rule(body: dict[str, object]) -> Rule:
    value = body.get("rule")
    if value is None:
        return Rule()
    if isinstance(value, str):
        return Rule(name=concise(_text(body, "rule", "/rule")) or None)
    if not isinstance(value, dict):
        raise bad_field("/rule", f'This is a JSON {kind(value)}; send {{"id": "…", "name": "…"}} or a name.')
    identifier, name = (concise(_text(value, field, f"/rule/{field}")) for field in ("id", "name"))
    return Rule(id=identifier or None, name=name or None)


def _severity(value: object) -> Severity | None:
    if value is None:
        return None
    try:
        return Severity(value.strip().lower() if isinstance(value, str) else "")
    except ValueError:
        raise bad_field("/severity", f"This is no severity; send one of: {_SEVERITIES}.") from None


def _time(value: object) -> datetime | None:
    found = moment(value)
    if value is not None and found is None:
        raise bad_field("/occurred_at", "This is no time; send RFC 3339, like 2026-03-02T12:00:00Z, or epoch seconds.")
    return found


def _attack(value: object) -> tuple[AttackRef, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise bad_field("/attack", f"This is a JSON {kind(value)}; send a list of objects.")
    if len(value) > _MAX_ATTACK:
        raise bad_field("/attack", f"These are {len(value)} references; send at most {_MAX_ATTACK}.")
    return tuple(_reference(item, f"/attack/{index}") for index, item in enumerate(value))


def _reference(item: object, pointer: str) -> AttackRef:
    if not isinstance(item, dict):
        raise bad_field(pointer, 'Send an object: {"technique": "T1566.001", "tactic": "initial-access"}.')
    technique_words = _text(item, "technique", f"{pointer}/technique")
    tactic_words = _text(item, "tactic", f"{pointer}/tactic")
    found = AttackRef(technique=technique(technique_words), tactic=tactic(tactic_words))
    if technique_words and found.technique is None:
        raise bad_field(f"{pointer}/technique", "This is no technique; send an ATT&CK id like T1566 or T1566.001.")
    if tactic_words and found.tactic is None:
        raise bad_field(f"{pointer}/tactic", "This is no tactic; send an ATT&CK short name like initial-access.")
    if found == AttackRef():
        raise bad_field(pointer, "Name a technique, a tactic or both.")
    return found


def _attributes(value: object) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise bad_field("/attributes", f"This is a JSON {kind(value)}; send an object of strings.")
    unknown = next((name for name in value if name not in NAMES), None)
    if unknown is not None:
        shown = concise(unknown, 60)
        raise bad_field("/attributes", f"'{shown}' is no attribute; these are: {', '.join(sorted(NAMES))}.")
    return {name: _text(value, name, f"/attributes/{name}") for name in sorted(value)}
