"""Sessions: begun, looked up, moved on, ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import msgspec

from triage_warden.core.identity.people.model import Device, Session, SessionId, Stage, User
from triage_warden.core.identity.people.ports import Lifetimes, SessionStore, Tokens
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource

TOUCH_EVERY: Final = timedelta(minutes=1)
"""Use is written down this often at most: a page asks many times, and each would be a write."""


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """A session and what its browser is to hold, which is kept nowhere else."""

    session: Session
    token: str

    def __repr__(self) -> str:
        return f"Begun({self.session.id})"


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """A session that holds, and whose it is."""

    session: Session
    user: User


@dataclass(frozen=True, slots=True)
class Sessions:
    """Keeps who is signed in."""

    store: SessionStore
    tokens: Tokens
    lifetimes: Lifetimes
    clock: Clock
    ids: IdSource

    async def begin(self, user: User, stage: Stage, device: Device, *, provider_session: str | None = None) -> Begun:
        """Begin a session under a token that nobody has seen before."""
        now = self.clock.now()
        session = Session(
            id=SessionId(self.ids()),
            user_id=user.id,
            tenant=user.tenant,
            stage=stage,
            created_at=now,
            seen_at=now,
            expires_at=now + self.lifetimes.of(stage),
            device=device,
            provider_session=provider_session,
        )
        return await self._keep(session)

    async def move_on(self, before: Session, stage: Stage) -> Begun:
        """Begin the next stage of a session, in its place: what was known of the old token is worth nothing."""
        now = self.clock.now()
        session = msgspec.structs.replace(
            before,
            id=SessionId(self.ids()),
            stage=stage,
            created_at=now,
            seen_at=now,
            expires_at=now + self.lifetimes.of(stage),
        )
        return await self._keep(session, instead_of=before.id)

    async def resolve(self, token: str) -> Resolved | None:
        """Return the session that a token stands for; None for one that is unknown, over, or of a disabled person."""
        found, now = await self.look(token), self.clock.now()
        if found is not None and now - found.session.seen_at >= TOUCH_EVERY:
            await self.store.touch(found.session, now)
        return found

    async def look(self, token: str) -> Resolved | None:
        """Return the same without using it: who only leaves a page open lets it grow idle."""
        read = self.tokens.read(token)
        found = await self.store.find(*read) if read else None
        if found is None:
            return None
        session, user = found
        if user.disabled or not holds(session, self.clock.now(), self.lifetimes):
            return None
        return Resolved(session=session, user=user)

    async def _keep(self, session: Session, *, instead_of: SessionId | None = None) -> Begun:
        token, digest = self.tokens.new(session.tenant)
        await self.store.add(session, digest, instead_of=instead_of)
        return Begun(session=session, token=token)


def holds(session: Session, now: datetime, lifetimes: Lifetimes) -> bool:
    """Tell whether a session is neither past its end nor idle for too long.

    The end is the earlier of the one it was given and the one that the settings give now: shortening it works at once.
    """
    end = min(session.expires_at, session.created_at + lifetimes.of(session.stage))
    return now < end and now - session.seen_at < lifetimes.idle
