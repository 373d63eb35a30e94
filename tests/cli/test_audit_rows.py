"""Tests of an entry's change in a few words."""

from kit.alerts import NOON
from triage_warden.cli.audit_rows import AuditRow, changes
from triage_warden.core.audit.model import ActorKind, AuditActor, AuditObject


def a_row(before: dict[str, object] | None, after: dict[str, object] | None) -> AuditRow:
    """Return a row with this change."""
    actor = AuditActor(id="u", kind=ActorKind.USER, name="n")
    thing = AuditObject(type="t", id="i")
    return AuditRow(seq=1, at=NOON, actor=actor, action="a.b", target=thing, before=before, after=after)


def test_a_change_is_told_from_and_to() -> None:
    """What is new has no from; what is gone is none; what is no text is JSON."""
    assert changes(a_row({"status": "open", "who": "ana"}, {"status": "closed", "n": [1]})) == (
        "status: open -> closed, who: ana -> none, n: [1]"
    )
    assert changes(a_row(None, None)) == ""
