"""Actions as rows."""

from collections.abc import Iterable
from typing import Final

import msgspec

from triage_warden.core.actions.effects import Receipt
from triage_warden.core.actions.model import Action, ActionId, ActionState, Attempt
from triage_warden.core.actions.verb import Verb
from triage_warden.kernel.ids import IncidentId, TenantId
from triage_warden.storage.postgres.queries.row import Row

ATTEMPTS: Final = """
SELECT action_id, number, worker, started_at, settle_after, ended_at, outcome, error, asked FROM action_attempts
WHERE tenant_id = $1 AND action_id = ANY($2::uuid[]) ORDER BY action_id, number
"""


def action_of(row: Row, attempts: Iterable[Row] = ()) -> Action:
    """Return the action of a row of `actions` and its rows of `action_attempts`."""
    receipt = row["receipt"]
    return Action(
        id=ActionId(row["id"]),
        tenant_id=TenantId(row["tenant_id"]),
        incident_id=IncidentId(row["incident_id"]),
        incident_number=row["incident_number"],
        verb=msgspec.json.decode(row["parameters"], type=Verb),
        connector=row["connector"],
        state=ActionState(row["state"]),
        key=row["key"],
        digest=row["digest"].hex(),
        requested_by=row["requested_by"],
        requested_at=row["requested_at"],
        approved_by=row["approved_by"],
        approved_at=row["approved_at"],
        updated_at=row["updated_at"],
        receipt=msgspec.json.decode(receipt, type=Receipt) if receipt else None,
        reason=row["reason"],
        settled_by=row["settled_by"],
        attempts=tuple(attempt_of(each) for each in attempts),
    )


def attempt_of(row: Row) -> Attempt:
    """Return the attempt of a row of `action_attempts`."""
    return Attempt(
        number=row["number"],
        worker=row["worker"],
        started_at=row["started_at"],
        settle_after=row["settle_after"],
        ended_at=row["ended_at"],
        outcome=row["outcome"],
        error=row["error"],
        asked=row["asked"],
    )
