"""Sessions, written and read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from triage_warden.core.identity.people.errors import SessionEnded
from triage_warden.core.identity.people.model import Session, SessionId, User, UserId
from triage_warden.kernel.ids import TenantId
from triage_warden.storage.postgres.repositories.people_rows import row_of_session, session_of, user_of
from triage_warden.storage.postgres.tables.people import SESSIONS, USERS
from triage_warden.storage.postgres.unit import Database


@dataclass(frozen=True, slots=True)
class PostgresSessions:
    """Keeps sessions (core/identity/people/ports.SessionStore)."""

    database: Database

    async def add(self, session: Session, digest: bytes, *, instead_of: SessionId | None = None) -> None:
        """Keep a session in the place of another, and clear away what is over.

        Raises:
            SessionEnded: the other one is no more; of two who move it on at the same moment, one does.
        """
        async with self.database.transaction(session.tenant) as transaction:
            if instead_of is not None:
                ended = await transaction.raw.execute(_END, session.tenant, instead_of, session.user_id)
                if ended == "DELETE 0":
                    raise SessionEnded
            await transaction.raw.execute(_CLEAR, session.tenant, session.created_at)
            await transaction.execute(insert(SESSIONS).values(row_of_session(session, digest)))

    async def find(self, tenant: TenantId, digests: Sequence[bytes]) -> tuple[Session, User] | None:
        """Return the session under one of these digests, and whose it is."""
        async with self.database.read(tenant) as reading:
            row = await reading.raw.fetchrow(_FIND, tenant, list(digests))
            if row is None:
                return None
            user = (
                await reading.execute(select(USERS).where(USERS.c.tenant_id == tenant, USERS.c.id == row["user_id"]))
            ).mappings()
            return session_of(row), user_of(user.one())

    async def touch(self, session: Session, now: datetime) -> None:
        """Remember that it was used."""
        async with self.database.transaction(session.tenant) as transaction:
            await transaction.raw.execute(_TOUCH, session.tenant, session.id, now)

    async def of_user(self, tenant: TenantId, user_id: UserId) -> list[Session]:
        """Return somebody's sessions, latest use first."""
        theirs = SESSIONS.c.tenant_id == tenant, SESSIONS.c.user_id == user_id
        statement = select(SESSIONS).where(*theirs).order_by(SESSIONS.c.seen_at.desc(), SESSIONS.c.id)
        async with self.database.read(tenant) as reading:
            return [session_of(row) for row in (await reading.execute(statement)).mappings()]

    async def end(self, tenant: TenantId, session_id: SessionId, *, of: UserId) -> bool:
        """End one of somebody's sessions; False where there is none."""
        async with self.database.transaction(tenant) as transaction:
            return await transaction.raw.execute(_END, tenant, session_id, of) != "DELETE 0"

    async def end_all(self, tenant: TenantId, user_id: UserId, *, but: SessionId | None = None) -> int:
        """End somebody's sessions and return how many."""
        statement = delete(SESSIONS).where(SESSIONS.c.tenant_id == tenant, SESSIONS.c.user_id == user_id)
        if but is not None:
            statement = statement.where(SESSIONS.c.id != but)
        async with self.database.transaction(tenant) as transaction:
            return (await transaction.execute(statement)).rowcount

    async def end_provider_session(self, tenant: TenantId, name: str) -> int:
        """End those that belong to a session at the identity provider."""
        statement = delete(SESSIONS).where(SESSIONS.c.tenant_id == tenant, SESSIONS.c.provider_session == name)
        async with self.database.transaction(tenant) as transaction:
            return (await transaction.execute(statement)).rowcount


_END = "DELETE FROM sessions WHERE tenant_id = $1 AND id = $2 AND user_id = $3"
_CLEAR = "DELETE FROM sessions WHERE tenant_id = $1 AND expires_at < $2"
_FIND = "SELECT * FROM sessions WHERE tenant_id = $1 AND digest = ANY($2::bytea[])"
_TOUCH = "UPDATE sessions SET seen_at = $3 WHERE tenant_id = $1 AND id = $2 AND seen_at < $3"
