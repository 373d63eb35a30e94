"""What an incident's timeline and those who look at it are told of actions."""

from typing import Final

from triage_warden.core.actions.model import Action, ActionState
from triage_warden.core.actions.verb import TITLES, name_of
from triage_warden.core.audit.model import AuditEntry, AuditObject, By, Value, recorded
from triage_warden.core.incidents.live import Change
from triage_warden.storage.postgres.live import notify
from triage_warden.storage.postgres.record import append
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Transaction


async def tell(transaction: Transaction, action: Action, by: By, *, doing: str) -> None:
    """Add a line to the timeline and an entry to the record, and tell who looks, when this transaction commits."""
    line = (f"action_{action.state.value}", storable(words(action)), storable(by.name))
    await append(transaction, entry_of(action, by, doing))
    await transaction.raw.execute(_TIMELINE, action.tenant_id, action.incident_id, *line)
    await look_again(transaction, action)


def entry_of(action: Action, by: By, doing: str) -> AuditEntry:
    """Return what goes on the record: what was to be done, as its digest, and what came of it."""
    after: dict[str, Value] = {
        "verb": name_of(action.verb),
        "connector": action.connector,
        "incident": action.incident_number,
        "digest": action.digest,
        "state": action.state.value,
        "attempts": len(action.attempts),
        "receipt": action.receipt.reference if action.receipt else None,
    }
    thing = AuditObject(type="action", id=str(action.id))
    return recorded(by, doing, thing, at=action.updated_at, reason=action.reason, changed=(None, after))


async def look_again(transaction: Transaction, action: Action) -> None:
    """Tell who looks, when this transaction commits, that there is something new of the action."""
    change = Change(
        tenant_id=action.tenant_id,
        kind="incident_changed",
        incident_id=action.incident_id,
        number=action.incident_number,
    )
    await notify(transaction, change)


def words(action: Action) -> str:
    """Return what became of the action, in a sentence."""
    title, where = TITLES[name_of(action.verb)], action.connector
    reason = f" {action.reason}" if action.reason else ""
    match action.state:
        case ActionState.DONE:
            reference = f": {action.receipt.reference}" if action.receipt else "."
            return f"Done in {where}, {title.lower()}{reference}{reason}"
        case ActionState.APPROVED:
            return f"Asked of {where}: {title.lower()}."
        case ActionState.FAILED:
            return f"Not done in {where}: {title.lower()}.{reason}"
        case ActionState.UNKNOWN:
            return f"Nobody knows whether it was done in {where}: {title.lower()}. A person has to look.{reason}"
        case ActionState.REFUSED:
            return f"Not begun: {title.lower()}.{reason}"
        case ActionState.RUNNING:
            return f"Being done in {where}: {title.lower()}."


_TIMELINE: Final = """
INSERT INTO incident_timeline (tenant_id, incident_id, at, kind, text, actor)
VALUES ($1, $2, clock_timestamp(), $3, $4, $5)
"""
