"""What goes on the record about a person."""

from collections.abc import Mapping
from datetime import datetime

from triage_warden.core.audit.model import ActorKind, AuditActor, AuditEntry, AuditObject, By, Value, recorded
from triage_warden.core.identity.people.model import User


def by_user(user: User, *, request_id: str | None = None, address: str | None = None) -> By:
    """Return a person as the one who does it."""
    actor = AuditActor(id=str(user.id), kind=ActorKind.USER, name=user.name)
    return By(actor=actor, request_id=request_id, address=address)


def about(  # noqa: PLR0913  # an entry has these parts
    by: By,
    action: str,
    user: User,
    *,
    at: datetime,
    reason: str | None = None,
    before: Mapping[str, Value] | None = None,
    after: Mapping[str, Value] | None = None,
) -> AuditEntry:
    """Return the entry of something done to a person's account."""
    target = AuditObject(type="user", id=str(user.id))
    return recorded(by, action, target, at=at, reason=reason, changed=(before, after))
