"""Rows of people and sessions, and back."""

from triage_warden.core.identity.people.model import (
    Account,
    Device,
    SecondFactor,
    Session,
    SessionId,
    Stage,
    Subject,
    User,
    UserId,
)
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.text import optional, storable


def user_of(row: Row) -> User:
    """Return the person of a row."""
    return User(
        id=UserId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        name=row["name"],
        display_name=row["display_name"],
        role=Role(row["role"]),
        disabled=row["disabled"],
        must_change_password=row["must_change_password"],
        second_factor=SecondFactor(row["second_factor"]),
        external=row["oidc_subject"] is not None,
        created_at=row["created_at"],
        last_sign_in_at=row["last_sign_in_at"],
    )


def account_of(row: Row) -> Account:
    """Return the account of a row."""
    issuer, subject = row["oidc_issuer"], row["oidc_subject"]
    return Account(
        user=user_of(row),
        password_hash=row["password_hash"],
        last_code_step=row["last_code_step"],
        recovery_codes=tuple(row["recovery_codes"]),
        subject=None if subject is None else Subject(issuer=issuer, subject=subject),
        password_expires_at=row["password_expires_at"],
    )


def row_of(account: Account) -> dict[str, object]:
    """Return the row of an account."""
    user = account.user
    return {
        "tenant_id": user.tenant,
        "id": user.id,
        "name": storable(user.name),
        "display_name": storable(user.display_name),
        "role": user.role.value,
        "disabled": user.disabled,
        "password_hash": account.password_hash,
        "must_change_password": user.must_change_password,
        "second_factor": user.second_factor.value,
        "last_code_step": account.last_code_step,
        "recovery_codes": list(account.recovery_codes),
        "oidc_issuer": None if account.subject is None else account.subject.issuer,
        "oidc_subject": None if account.subject is None else storable(account.subject.subject),
        "created_at": user.created_at,
        "last_sign_in_at": user.last_sign_in_at,
        "password_expires_at": account.password_expires_at,
    }


def session_of(row: Row) -> Session:
    """Return the session of a row."""
    return Session(
        id=SessionId(row["id"]),
        user_id=UserId(row["user_id"]),
        tenant=TenantId(row["tenant_id"]),
        stage=Stage(row["stage"]),
        created_at=row["created_at"],
        seen_at=row["seen_at"],
        expires_at=row["expires_at"],
        device=Device(address=row["address"], agent=row["agent"]),
        provider_session=row["provider_session"],
    )


def row_of_session(session: Session, digest: bytes) -> dict[str, object]:
    """Return the row of a session."""
    return {
        "tenant_id": session.tenant,
        "id": session.id,
        "digest": digest,
        "user_id": session.user_id,
        "stage": session.stage.value,
        "created_at": session.created_at,
        "seen_at": session.seen_at,
        "expires_at": session.expires_at,
        "address": optional(session.device.address),
        "agent": optional(session.device.agent),
        "provider_session": optional(session.provider_session),
    }
