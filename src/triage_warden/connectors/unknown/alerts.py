"""Make an alert of what was read from a payload that nobody mapped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from triage_warden.connector_kit.action import action_taken
from triage_warden.connector_kit.attack import references
from triage_warden.connector_kit.fields import concise
from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.formats.record import Record
from triage_warden.connector_kit.observed import Observed
from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.connector_kit.structural.leaves import leaves
from triage_warden.connector_kit.structural.reading import read
from triage_warden.connectors.unknown.evidence import gather_evidence
from triage_warden.core.alerts.attributes import ACTION_TAKEN, CATEGORY, LINK, PRODUCT, SOURCE_SEVERITY
from triage_warden.core.alerts.model import Alert, Identity, Rule
from triage_warden.core.alerts.severity import Severity

_TRAITS: Final = (
    Fact.SOURCE_ADDRESS,
    Fact.DESTINATION_ADDRESS,
    Fact.DESTINATION_PORT,
    Fact.HOST,
    Fact.USER,
    Fact.PROCESS,
    Fact.FILE_PATH,
    Fact.FILE_NAME,
    Fact.URL,
    Fact.ACTION,
)
_SHORTEST_ID: Final = 6
_MAX_DESCRIPTION: Final = 4_000
_MOST_TEXTS: Final = 40
_LONGEST_TRAIT: Final = 1_000
Read = Mapping[Fact, Sequence[Explained]]


@dataclass(frozen=True, slots=True)
class UnknownParser:
    """Reads any payload into one alert; what is not understood stays in `raw`."""

    source: str = "unknown"

    def parse(self, payload: bytes) -> list[Alert]:
        """Return the alert, or raise CannotParse where the payload is empty or binary."""
        record = decode(payload)
        said = by_fact(read(record))
        seen = Observed()
        gather_evidence(said, seen)
        seen.mentioned(*_texts(record))
        title = _title(said, record)
        return [
            Alert(
                source=self.source,
                source_id=_own_id(said) or None,
                rule=Rule(
                    id=concise(first(said, Fact.RULE_ID)) or None, name=concise(first(said, Fact.RULE_NAME)) or None
                ),
                title=title,
                description=_description(said, record)[:_MAX_DESCRIPTION],
                severity=Severity(first(said, Fact.SEVERITY) or Severity.MEDIUM),
                occurred_at=_time(said),
                attack=references(every(said, Fact.TECHNIQUE), every(said, Fact.TACTIC)),
                observables=seen.all(),
                attributes=_attributes(said),
                identity=_identity(said, record, title),
                raw=payload,
            )
        ]


def by_fact(explained: Sequence[Explained]) -> dict[Fact, list[Explained]]:
    """Return what was read by what it says."""
    said: dict[Fact, list[Explained]] = {}
    for each in explained:
        said.setdefault(each.fact, []).append(each)
    return said


def first(said: Read, fact: Fact) -> str:
    """Return the surest value, empty where there is none."""
    return said[fact][0].value if fact in said else ""


def every(said: Read, fact: Fact) -> list[str]:
    """Return all values."""
    return [each.value for each in said.get(fact, ())]


def _own_id(said: Read) -> str:
    """Return the source's id of the alert; a code of the kind of event is none."""
    stated = concise(first(said, Fact.ALERT_ID))
    return stated if len(stated) >= _SHORTEST_ID and stated != first(said, Fact.RULE_ID) else ""


def _title(said: Read, record: Record) -> str:
    """Return the best words there are; without any, what kind of thing it is and from where."""
    stated = first(said, Fact.TITLE) or first(said, Fact.RULE_NAME) or first(said, Fact.RULE_ID)
    if stated:
        return concise(stated)
    words = concise(record.text, 120) if record.format == "text" else ""
    where = first(said, Fact.HOST) or first(said, Fact.HOST_ADDRESS) or first(said, Fact.PRODUCT)
    return concise(words or f"Event of unknown shape ({record.format})" + (f" from {where}" if where else ""))


def _description(said: Read, record: Record) -> str:
    stated = [text for fact in (Fact.DESCRIPTION, Fact.MAIL_SUBJECT) if (text := first(said, fact))]
    return "\n".join(stated) or (record.text if record.format in ("text", "key_value", "delimited") else "")


def _time(said: Read) -> datetime | None:
    found = first(said, Fact.TIME)
    return datetime.fromisoformat(found) if found else None


def _texts(record: Record) -> list[str]:
    """Return the texts in which values may be mentioned: the message, and longer values of fields."""
    if record.format == "text":
        return [record.text]
    return [leaf.text for leaf in leaves(record) if len(leaf.text) > 3][:_MOST_TEXTS]  # noqa: PLR2004  # nothing is shorter


def _attributes(said: Read) -> dict[str, str]:
    severity = said[Fact.SEVERITY][0].written if Fact.SEVERITY in said else ""
    stated = {
        ACTION_TAKEN: action_taken(first(said, Fact.ACTION)),
        SOURCE_SEVERITY: severity,
        CATEGORY: first(said, Fact.CATEGORY),
        PRODUCT: first(said, Fact.PRODUCT),
        LINK: first(said, Fact.LINK),
    }
    return {name: concise(value) for name, value in stated.items() if value}


def _identity(said: Read, record: Record, title: str) -> Identity:
    """Return the traits of the finding: what was seen, between whom, by whom. Ids and times number events."""
    what = first(said, Fact.RULE_ID), first(said, Fact.RULE_NAME) or title
    parties = (",".join(sorted(every(said, fact)))[:_LONGEST_TRAIT] for fact in _TRAITS)
    return Identity(parts=(record.format, first(said, Fact.PRODUCT), *what, *parties))
