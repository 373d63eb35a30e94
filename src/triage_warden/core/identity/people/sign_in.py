"""Signing in: the password, then the code, then a new password where the old one was temporary."""

from dataclasses import dataclass
from datetime import timedelta

import msgspec

from triage_warden.core.audit.model import ActorKind, AuditActor, AuditObject, By, recorded
from triage_warden.core.audit.ports import AuditLog
from triage_warden.core.identity.people.enter import Enter
from triage_warden.core.identity.people.errors import SignInRefused, TemporaryPasswordOver, TooManyAttempts, WrongCode
from triage_warden.core.identity.people.model import Account, Proof, SecondFactor, Session, Stage, User
from triage_warden.core.identity.people.ports import Attempts, Change, PasswordHashes, People
from triage_warden.core.identity.people.record import about, by_user
from triage_warden.core.identity.people.second_factor import TakeCode, Taken
from triage_warden.core.identity.people.sessions import Begun, Sessions
from triage_warden.core.identity.people.visit import Visit, address_key, place_key
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import DEFAULT_TENANT


@dataclass(frozen=True, slots=True)
class SignIn:
    """Lets somebody in who can prove who they are.

    Whoever cannot learns nothing: an unknown name, a wrong password and a disabled account have the same words, do
    the same work, and are counted alike. An attempt is counted before it is looked at, so that many at once are many.
    """

    people: People
    passwords: PasswordHashes
    attempts: Attempts
    sessions: Sessions
    take_code: TakeCode
    enter: Enter
    record: AuditLog
    clock: Clock

    async def __call__(self, name: str, password: str, visit: Visit) -> Begun:
        """Return a session, full or for the next step.

        Raises:
            SignInRefused: it is not them.
            TemporaryPasswordOver: it is them, too late.
            TooManyAttempts: not now; nothing was looked at.
        """
        keys = [place_key(name, visit), address_key(visit)]
        now_or_later(await self.attempts.begin(keys, self.clock.now()))
        account = await self.people.by_name(name.strip().lower())
        right = await self.passwords.matches(password, account.password_hash if account else None)
        if account is None or not right or account.user.disabled:
            await self._refuse(account, visit)
            raise SignInRefused
        if account.password_expires_at is not None and account.password_expires_at <= self.clock.now():
            await self._refuse(account, visit, reason="the temporary password is over")
            raise TemporaryPasswordOver
        await self._renew_hash(account, password)
        if account.user.second_factor is SecondFactor.ON:
            await self.attempts.succeeded(keys[1:])  # the place stays counted until the code was right
            return await self.sessions.begin(account.user, Stage.SECOND_FACTOR, visit.device)
        await self.attempts.succeeded(keys)
        return await self.enter(account.user, visit, by=Proof.PASSWORD)

    async def with_code(self, session: Session, code: str, visit: Visit) -> Begun:
        """Return the session that follows the one that waits for a code (or a recovery code).

        Raises:
            WrongCode: it is wrong, or was used before.
            TooManyAttempts: not now; nothing was looked at.
        """
        known = await self.people.get(session.tenant, session.user_id)
        taken = await self.prove_code(known.user, code, visit)
        return await self.enter(taken.account.user, visit, by=taken.by, before=session)

    async def prove_code(self, user: User, code: str, visit: Visit) -> Taken:
        """Return the account after taking a code of its second factor, counted like a password; raise as above."""
        key = place_key(user.name, visit)
        now_or_later(await self.attempts.begin([key], self.clock.now()))
        known = await self.people.get(user.tenant, user.id)
        try:
            taken = await self.take_code(known, code)
        except WrongCode:
            await self._refuse(known, visit)
            raise
        await self.attempts.succeeded([key])
        return taken

    async def _renew_hash(self, account: Account, password: str) -> None:
        known = account.password_hash
        if known is None or not self.passwords.outdated(known):
            return
        made = await self.passwords.hash(password)

        def decide(latest: Account) -> Change:
            same = latest.password_hash == known
            return Change(account=msgspec.structs.replace(latest, password_hash=made) if same else latest)

        await self.people.change(account.user.tenant, account.user.id, decide)

    async def _refuse(self, account: Account | None, visit: Visit, *, reason: str | None = None) -> None:
        now, address = self.clock.now(), visit.device.address
        if account is not None:
            by = by_user(account.user, request_id=visit.request_id, address=address)
            entry = about(by, "session.refuse", account.user, at=now, reason=reason)
            await self.record.record(account.user.tenant, entry)
            return
        # Not the name that was typed: people type passwords into the wrong field.
        by = By(
            actor=AuditActor(id="anonymous", kind=ActorKind.ANONYMOUS, name="anonymous"),
            request_id=visit.request_id,
            address=address,
        )
        entry = recorded(by, "session.refuse", AuditObject(type="user", id="unknown"), at=now)
        await self.record.record(DEFAULT_TENANT, entry)


def now_or_later(wait: timedelta) -> None:
    """Raise TooManyAttempts where there is a wait."""
    if wait > timedelta(0):
        seconds = max(1, -int(-wait.total_seconds() // 1))
        raise TooManyAttempts(
            retry_after=seconds, detail=f"There were too many attempts; try again in {spoken(seconds)}."
        )


def spoken(seconds: int) -> str:
    """Return a wait as people say it."""
    if seconds < 90:  # noqa: PLR2004  # from here on minutes are easier to grasp
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    return f"{-(-seconds // 60)} minutes"
