"""The second factor: put on, asked for, taken off."""

from dataclasses import dataclass

import msgspec

from triage_warden.core.audit.model import By
from triage_warden.core.identity.people.demand import Demand, demanded_of
from triage_warden.core.identity.people.errors import SecondFactorState, WrongCode
from triage_warden.core.identity.people.model import Account, Proof, SecondFactor, SessionId, User
from triage_warden.core.identity.people.ports import Change, Codes, CodeSecrets, People
from triage_warden.core.identity.people.record import about
from triage_warden.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Taken:
    """The account after a code was spent, and which kind it was."""

    account: Account
    by: Proof


@dataclass(frozen=True, slots=True)
class TakeCode:
    """Takes a one-time code or a recovery code; each is taken once, however many ask at the same moment."""

    people: People
    codes: Codes
    secrets: CodeSecrets
    clock: Clock

    async def __call__(self, account: Account, code: str) -> Taken:
        """Return the account with the code spent, or raise WrongCode."""
        secret = await self.secrets.get(account.user.tenant, account.user.id)
        step = None if secret is None else self.codes.step_of(code, secret, self.clock.now())
        digest, by = self.codes.digest_of(code), Proof.ONE_TIME_CODE

        def decide(latest: Account) -> Change:
            nonlocal by
            if step is not None and step > latest.last_code_step:
                by = Proof.ONE_TIME_CODE
                return Change(account=msgspec.structs.replace(latest, last_code_step=step))
            if digest in latest.recovery_codes:
                by = Proof.RECOVERY_CODE
                left = tuple(each for each in latest.recovery_codes if each != digest)
                return Change(account=msgspec.structs.replace(latest, recovery_codes=left))
            raise WrongCode

        spent = await self.people.change(account.user.tenant, account.user.id, decide)
        return Taken(spent, by)


@dataclass(frozen=True, slots=True)
class Enrol:
    """Puts a second factor on: a secret is made and shown, then proved to be on a device."""

    people: People
    codes: Codes
    secrets: CodeSecrets
    clock: Clock

    async def begin(self, user: User, by: By) -> bytes:
        """Return a secret to be shown; raise SecondFactorState where one is on already."""
        secret = self.codes.new_secret()

        def decide(latest: Account) -> Change:
            if latest.user.second_factor is SecondFactor.ON:
                raise SecondFactorState(detail="A second factor is on already; take it off first.")
            return Change(account=with_factor(latest, SecondFactor.ENROLLING))

        await self.people.change(user.tenant, user.id, decide)
        await self.secrets.put(user.tenant, user.id, secret=secret, by=by)
        return secret

    async def secret_of(self, user: User) -> bytes | None:
        """Return the secret while it is being put on a device; never once it is on."""
        if user.second_factor is not SecondFactor.ENROLLING:
            return None
        return await self.secrets.get(user.tenant, user.id)

    async def confirm(self, user: User, code: str, by: By, *, session: SessionId | None) -> tuple[str, ...]:
        """Return recovery codes, to be shown this once; every other session ends.

        Raises:
            WrongCode: the device does not have the secret, or its clock is wrong.
            SecondFactorState: nothing was begun.
        """
        secret = await self.secret_of(user)
        step = None if secret is None else self.codes.step_of(code, secret, self.clock.now())
        recovery = self.codes.new_recovery_codes()

        def decide(latest: Account) -> Change:
            if latest.user.second_factor is not SecondFactor.ENROLLING:
                raise SecondFactorState(detail="Start with a new secret.")
            if step is None or step <= latest.last_code_step:
                raise WrongCode
            on = msgspec.structs.replace(
                with_factor(latest, SecondFactor.ON),
                last_code_step=step,
                recovery_codes=tuple(self.codes.digest_of(each) for each in recovery),
            )
            entry = about(by, "user.second_factor_on", user, at=self.clock.now())
            return Change(account=on, entries=(entry,), end_sessions=True, keep_session=session)

        await self.people.change(user.tenant, user.id, decide)
        return recovery

    async def new_recovery_codes(self, user: User, by: By) -> tuple[str, ...]:
        """Return new recovery codes in the place of the old ones; ask for a code first."""
        recovery = self.codes.new_recovery_codes()
        digests = tuple(self.codes.digest_of(each) for each in recovery)

        def decide(latest: Account) -> Change:
            if latest.user.second_factor is not SecondFactor.ON:
                raise SecondFactorState(detail="There is no second factor.")
            entry = about(by, "user.recovery_codes", user, at=self.clock.now())
            return Change(account=msgspec.structs.replace(latest, recovery_codes=digests), entries=(entry,))

        await self.people.change(user.tenant, user.id, decide)
        return recovery


@dataclass(frozen=True, slots=True)
class TakeOff:
    """Takes the second factor off: by its owner after a code, by an administrator when the device is lost."""

    people: People
    secrets: CodeSecrets
    clock: Clock
    demand: Demand = Demand.NONE

    async def __call__(self, user: User, by: By, *, session: SessionId | None = None) -> Account:
        """Return the account without it; every session but the given one ends.

        Where one is demanded that one ends, too: whoever takes theirs off puts another one on as they sign in again.
        """

        def decide(latest: Account) -> Change:
            if latest.user.second_factor is SecondFactor.NONE:
                raise SecondFactorState(detail="There is no second factor.")
            off = msgspec.structs.replace(with_factor(latest, SecondFactor.NONE), recovery_codes=())
            entry = about(by, "user.second_factor_off", user, at=self.clock.now())
            kept = None if demanded_of(latest.user, self.demand) else session
            return Change(account=off, entries=(entry,), end_sessions=True, keep_session=kept)

        account = await self.people.change(user.tenant, user.id, decide)
        await self.secrets.remove(user.tenant, user.id, by=by)
        return account


def with_factor(account: Account, state: SecondFactor) -> Account:
    """Return the account with its second factor in another state."""
    return msgspec.structs.replace(account, user=msgspec.structs.replace(account.user, second_factor=state))
