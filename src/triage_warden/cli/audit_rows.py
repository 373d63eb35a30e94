"""An entry of the record as the server sends it, and its change in a few words."""

from datetime import datetime

import msgspec

from triage_warden.core.audit.model import AuditActor, AuditObject


class AuditRow(msgspec.Struct, frozen=True, kw_only=True):
    """An entry, as far as the list draws it."""

    seq: int
    at: datetime
    actor: AuditActor
    action: str
    target: AuditObject = msgspec.field(name="object")
    reason: str | None = None
    before: dict[str, object] | None = None
    after: dict[str, object] | None = None


def changes(row: AuditRow) -> str:
    """Return `status: open -> resolved, …`."""
    before, after = row.before or {}, row.after or {}
    names = dict.fromkeys([*before, *after])
    return ", ".join(f"{name}: {_change(before.get(name), after.get(name))}" for name in names)


def _change(before: object, after: object) -> str:
    return _shown(after) if before is None else f"{_shown(before)} -> {_shown(after)}"


def _shown(value: object) -> str:
    if value is None:
        return "none"
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
