"""What an administrator does with people's accounts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from triage_warden.core.audit.model import By, Value
from triage_warden.core.identity.people.errors import NoPassword, NotYourself, UserExists
from triage_warden.core.identity.people.model import Account, User, UserId
from triage_warden.core.identity.people.password_policy import Guesses, check_password
from triage_warden.core.identity.people.ports import TEMPORARY, Change, PasswordHashes, People
from triage_warden.core.identity.people.record import about
from triage_warden.core.identity.people.user_name import user_name
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import IdSource, TenantId


class NewUser(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to be added. Without a password a temporary one is made."""

    name: str
    role: Role
    display_name: str = ""
    password: str | None = None
    must_change: bool = True

    def __repr__(self) -> str:
        return f"NewUser({self.name!r})"


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A person, and the temporary password that was made for them; it is shown once and kept nowhere."""

    user: User
    password: str | None = None
    until: datetime | None = None
    """When it is over, used or not."""

    def __repr__(self) -> str:
        return f"Given({self.user.name!r})"


@dataclass(frozen=True, slots=True)
class Administer:
    """Adds people and changes what they may do."""

    people: People
    passwords: PasswordHashes
    guesses: Guesses
    new_password: Callable[[], str]
    clock: Clock
    ids: IdSource
    temporary: timedelta = TEMPORARY

    async def add(self, tenant: TenantId, new: NewUser, by: By) -> Given:
        """Return the person added; raise BadUserName, WeakPassword or UserExists."""
        name, now = user_name(new.name), self.clock.now()
        shown = new.display_name.strip()
        password = self._chosen(new.password, name, shown)
        user = User(
            id=UserId(self.ids()),
            tenant=tenant,
            name=name,
            display_name=shown,
            role=new.role,
            must_change_password=new.must_change or new.password is None,
            created_at=now,
        )
        over = now + self.temporary if user.must_change_password else None
        account = Account(user=user, password_hash=await self.passwords.hash(password), password_expires_at=over)
        entry = about(by, "user.create", user, at=now, after={"name": name, "role": new.role.value})
        if not await self.people.add(account, entry):
            raise UserExists(detail=f"There is a user '{name}' already.")
        return Given(user=user, password=None if new.password else password, until=over)

    async def update(
        self,
        user: User,
        by: By,
        *,
        role: Role | None = None,
        display_name: str | None = None,
        disabled: bool | None = None,
    ) -> User:
        """Return the person changed; every session of theirs ends where their rights have changed.

        Raises:
            NotYourself: administrators keep their own rights, so that nobody ends up without any by a slip.
            LastAdministrator: there would be none left.
        """
        now = self.clock.now()

        def decide(latest: Account) -> Change:
            old = latest.user
            new = msgspec.structs.replace(
                old,
                role=old.role if role is None else role,
                display_name=old.display_name if display_name is None else display_name.strip(),
                disabled=old.disabled if disabled is None else disabled,
            )
            rights = (old.role, old.disabled) != (new.role, new.disabled)
            if rights and by.actor.id == str(old.id):
                raise NotYourself
            before, after = differences(old, new)
            if not after:
                return Change(account=latest)
            entry = about(by, _verb(old, new), old, at=now, before=before, after=after)
            return Change(account=msgspec.structs.replace(latest, user=new), entries=(entry,), end_sessions=rights)

        return (await self.people.change(user.tenant, user.id, decide)).user

    async def reset_password(self, user: User, by: By, *, password: str | None = None) -> Given:
        """Return a temporary password, or set the given one; it must be changed at the next sign-in, all others end."""
        if user.external:
            raise NoPassword
        temporary = self._chosen(password, user.name, user.display_name)
        made, now = await self.passwords.hash(temporary), self.clock.now()
        over = now + self.temporary

        def decide(latest: Account) -> Change:
            waiting = msgspec.structs.replace(latest.user, must_change_password=True)
            account = msgspec.structs.replace(latest, user=waiting, password_hash=made, password_expires_at=over)
            entry = about(by, "user.reset_password", user, at=now)
            return Change(account=account, entries=(entry,), end_sessions=True)

        account = await self.people.change(user.tenant, user.id, decide)
        return Given(user=account.user, password=None if password else temporary, until=over)

    async def end_sessions(self, user: User, by: By) -> None:
        """End every session of somebody."""

        def decide(latest: Account) -> Change:
            entry = about(by, "session.revoke", user, at=self.clock.now())
            return Change(account=latest, entries=(entry,), end_sessions=True)

        await self.people.change(user.tenant, user.id, decide)

    def _chosen(self, password: str | None, name: str, display_name: str) -> str:
        if password is None:
            return self.new_password()
        check_password(password, self.guesses, names=[name, display_name])
        return password


def differences(old: User, new: User) -> tuple[dict[str, Value], dict[str, Value]]:
    """Return what changed, before and after."""
    pairs = {
        "role": (old.role.value, new.role.value),
        "display_name": (old.display_name, new.display_name),
        "disabled": (old.disabled, new.disabled),
    }
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return {name: pair[0] for name, pair in changed.items()}, {name: pair[1] for name, pair in changed.items()}


def _verb(old: User, new: User) -> str:
    if old.disabled == new.disabled:
        return "user.update"
    return "user.disable" if new.disabled else "user.enable"
