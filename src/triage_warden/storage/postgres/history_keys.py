"""Short keys for a rule and for the entity that it fired on."""

from hashlib import blake2b

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.context import RuleOn
from triage_warden.core.facts.strands import entity_of, rule_of
from triage_warden.storage.postgres.text import storable


def rule_on(alert: StoredAlert) -> RuleOn:
    """Return the rule and the entity under which an alert's history is kept."""
    entity = entity_of(alert)
    return RuleOn(source=alert.source, rule=rule_of(alert), entity=entity.value if entity else None)


def rule_key(asked: RuleOn) -> bytes:
    """Return 16 bytes for source and rule."""
    return _digest(f"{len(asked.source)} {asked.source} {asked.rule}")


def entity_key(asked: RuleOn) -> bytes:
    """Return 16 bytes for the entity; alerts that name none share one key."""
    return _digest(asked.entity or "")


def _digest(text: str) -> bytes:
    return blake2b(storable(text).encode(), digest_size=16).digest()
