"""What signing in needs of the world."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

import msgspec

from triage_warden.core.audit.model import AuditEntry, By
from triage_warden.core.identity.people.model import Account, Session, SessionId, Stage, Subject, User, UserId
from triage_warden.core.identity.people.throttle import Counted
from triage_warden.kernel.ids import TenantId


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided about an account: how it is now, and what goes on the record with it."""

    account: Account
    entries: tuple[AuditEntry, ...] = ()
    end_sessions: bool = False
    """Ends every session of this person, as what they may do or prove has changed …"""
    keep_session: SessionId | None = None
    """… but this one."""


Decide = Callable[[Account], Change]


class People(Protocol):
    """Keeps accounts."""

    async def by_name(self, name: str) -> Account | None:
        """Return the account of a name, whatever its tenant."""
        ...

    async def by_subject(self, tenant: TenantId, subject: Subject) -> Account | None:
        """Return the account of somebody whom the identity provider knows."""
        ...

    async def get(self, tenant: TenantId, user_id: UserId) -> Account:
        """Return an account, or raise NoSuchUser."""
        ...

    async def all(self, tenant: TenantId) -> list[User]:
        """Return every person of a tenant, by name."""
        ...

    async def add(self, account: Account, *entries: AuditEntry) -> bool:
        """Keep a new account and return True; False where the name is taken, by whichever tenant."""
        ...

    async def change(self, tenant: TenantId, user_id: UserId, decide: Decide) -> Account:
        """Decide about an account while nobody else does, keep the decision, and return the account after it.

        Raises:
            NoSuchUser: there is none.
            LastAdministrator: the tenant would be left without an administrator who can sign in.
        """
        ...


class SessionStore(Protocol):
    """Keeps sessions, each under the digest of what its browser holds."""

    async def add(self, session: Session, digest: bytes, *, instead_of: SessionId | None = None) -> None:
        """Keep a session; the one that it takes the place of ends in the same moment."""
        ...

    async def find(self, tenant: TenantId, digests: Sequence[bytes]) -> tuple[Session, User] | None:
        """Return the session under one of these digests, and whose it is."""
        ...

    async def touch(self, session: Session, now: datetime) -> None:
        """Remember that it was used."""
        ...

    async def of_user(self, tenant: TenantId, user_id: UserId) -> list[Session]:
        """Return somebody's sessions, latest use first."""
        ...

    async def end(self, tenant: TenantId, session_id: SessionId, *, of: UserId) -> bool:
        """End one of somebody's sessions; False where there is none."""
        ...

    async def end_all(self, tenant: TenantId, user_id: UserId, *, but: SessionId | None = None) -> int:
        """End somebody's sessions and return how many."""
        ...

    async def end_provider_session(self, tenant: TenantId, name: str) -> int:
        """End those that belong to a session at the identity provider."""
        ...


class Attempts(Protocol):
    """Counts attempts to sign in, for all replicas."""

    async def begin(self, keys: Sequence[tuple[Counted, bytes]], now: datetime) -> timedelta:
        """Count an attempt under every key and return zero, or count nothing and return how long to wait."""
        ...

    async def succeeded(self, keys: Sequence[tuple[Counted, bytes]]) -> None:
        """Take back what this attempt was counted as; a place starts from nothing again."""
        ...


class PasswordHashes(Protocol):
    """Makes and checks hashes of passwords."""

    async def hash(self, password: str) -> str:
        """Return a hash to keep."""
        ...

    async def matches(self, password: str, known: str | None) -> bool:
        """Tell whether it is that password; against None the answer is no, and takes as long as any other."""
        ...

    def outdated(self, known: str) -> bool:
        """Tell whether the hash should be made anew when there is an opportunity."""
        ...


class Codes(Protocol):
    """Makes and checks one-time codes."""

    def new_secret(self) -> bytes:
        """Return a secret to be shared with a device."""
        ...

    def step_of(self, code: str, secret: bytes, now: datetime) -> int | None:
        """Return the time step whose code this is, or None."""
        ...

    def new_recovery_codes(self) -> tuple[str, ...]:
        """Return codes to be shown once."""
        ...

    def digest_of(self, recovery_code: str) -> bytes:
        """Return what is kept of a recovery code."""
        ...


class CodeSecrets(Protocol):
    """Keeps the secrets of second factors, encrypted."""

    async def put(self, tenant: TenantId, user_id: UserId, *, secret: bytes, by: By) -> None:
        """Keep somebody's secret, in the place of the one before."""
        ...

    async def get(self, tenant: TenantId, user_id: UserId) -> bytes | None:
        """Return somebody's secret."""
        ...

    async def remove(self, tenant: TenantId, user_id: UserId, *, by: By) -> None:
        """Forget it."""
        ...


class Tokens(Protocol):
    """Makes and reads what a browser holds."""

    def new(self, tenant: TenantId) -> tuple[str, bytes]:
        """Return a session's token and the digest that is kept of it."""
        ...

    def read(self, token: str) -> tuple[TenantId, tuple[bytes, ...]] | None:
        """Return the tenant and the digests that it may be kept under; None for what no token looks like."""
        ...


TEMPORARY: Final = timedelta(hours=72)
"""How long a temporary password is good when nobody says: over a weekend."""


class Lifetimes(msgspec.Struct, frozen=True, kw_only=True):
    """How long a session holds, and a temporary password."""

    idle: timedelta = timedelta(minutes=60)
    absolute: timedelta = timedelta(hours=12)
    unfinished: timedelta = timedelta(minutes=10)
    """A session that still waits for a code or a new password."""
    temporary_password: timedelta = TEMPORARY

    def of(self, stage: Stage) -> timedelta:
        """Return how long a session of this stage may last at most."""
        return self.absolute if stage is Stage.FULL else min(self.unfinished, self.absolute)
