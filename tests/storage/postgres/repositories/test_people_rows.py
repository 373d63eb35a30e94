"""Tests of rows of people."""

from datetime import UTC, datetime

from kit.people import NOBODY
from triage_warden.core.identity.people.model import Account, Device, Session, SessionId, Stage, Subject, User
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.storage.postgres.repositories.people_rows import account_of, row_of, row_of_session, session_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_an_account_survives_its_row() -> None:
    """There and back."""
    user = User(id=NOBODY, tenant=DEFAULT_TENANT, name="ana", role=Role.ADMIN, external=True, created_at=NOON)
    account = Account(user=user, recovery_codes=(b"1",), subject=Subject(issuer="i", subject="s"))
    assert account_of(row_of(account)) == account


def test_a_session_survives_its_row() -> None:
    """There and back; the digest is beside it."""
    session = Session(
        id=SessionId(NOBODY),
        user_id=NOBODY,
        tenant=DEFAULT_TENANT,
        stage=Stage.FULL,
        created_at=NOON,
        seen_at=NOON,
        expires_at=NOON,
        device=Device(address="192.0.2.7", agent="Browser"),
    )
    row = row_of_session(session, b"digest")
    assert row["digest"] == b"digest"
    assert session_of(row) == session
