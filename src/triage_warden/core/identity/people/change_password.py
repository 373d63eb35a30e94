"""A person's own password."""

from dataclasses import dataclass

import msgspec

from triage_warden.core.audit.model import By
from triage_warden.core.identity.people.errors import NoPassword, SignInRefused, WeakPassword
from triage_warden.core.identity.people.model import Account, SessionId, User
from triage_warden.core.identity.people.password_policy import Guesses, check_password
from triage_warden.core.identity.people.ports import Attempts, Change, PasswordHashes, People
from triage_warden.core.identity.people.record import about
from triage_warden.core.identity.people.sign_in import now_or_later
from triage_warden.core.identity.people.visit import Visit, place_key
from triage_warden.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class ProvePassword:
    """Asks again for the password of somebody who is signed in, before what a thief of the session would do next."""

    people: People
    passwords: PasswordHashes
    attempts: Attempts
    clock: Clock

    async def __call__(self, user: User, password: str, visit: Visit) -> Account:
        """Return the account, or raise SignInRefused, NoPassword or TooManyAttempts."""
        key = place_key(user.name, visit)
        now_or_later(await self.attempts.begin([key], self.clock.now()))
        account = await self.people.get(user.tenant, user.id)
        if account.password_hash is None:
            raise NoPassword
        if not await self.passwords.matches(password, account.password_hash):
            raise SignInRefused(detail="The present password is wrong.")
        await self.attempts.succeeded([key])
        return account


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """Gives somebody the password that they chose; ask for the present one first, unless it was just shown."""

    people: People
    passwords: PasswordHashes
    guesses: Guesses
    clock: Clock

    async def __call__(self, account: Account, password: str, by: By, *, session: SessionId | None) -> Account:
        """Return the account with the password; every session but the given one ends.

        Raises:
            WeakPassword: it is not good enough, or the one that there is.
            NoPassword: this person signs in elsewhere.
        """
        user, known = account.user, account.password_hash
        if user.external or known is None:
            raise NoPassword
        check_password(password, self.guesses, names=[user.name, user.display_name])
        if await self.passwords.matches(password, known):
            raise WeakPassword(detail="That is the present password; choose another one.")
        made = await self.passwords.hash(password)

        def decide(latest: Account) -> Change:
            if latest.password_hash != known:
                raise SignInRefused(detail="The password was changed meanwhile; sign in again.")
            settled = msgspec.structs.replace(latest.user, must_change_password=False)
            changed = msgspec.structs.replace(latest, password_hash=made, user=settled, password_expires_at=None)
            entry = about(by, "user.change_password", user, at=self.clock.now())
            return Change(account=changed, entries=(entry,), end_sessions=True, keep_session=session)

        return await self.people.change(user.tenant, user.id, decide)
