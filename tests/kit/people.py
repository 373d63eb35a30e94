"""A front desk over a real database, with quick hashes and a clock that stands still."""

from dataclasses import dataclass, field
from uuid import UUID

import msgspec
from argon2 import Parameters, Type

from kit.clock import FrozenClock
from triage_warden.core.audit.model import SYSTEM, By
from triage_warden.core.identity.people.administer import NewUser
from triage_warden.core.identity.people.demand import Demand
from triage_warden.core.identity.people.desk import Desk, Parts
from triage_warden.core.identity.people.model import Device, Stage, User, UserId
from triage_warden.core.identity.people.ports import Lifetimes
from triage_warden.core.identity.people.record import by_user
from triage_warden.core.identity.people.sessions import Begun
from triage_warden.core.identity.people.visit import Visit
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId, Uuid7
from triage_warden.security.one_time_codes import STEP_SECONDS, OneTimeCodes, code_at
from triage_warden.security.password_strength import guesses
from triage_warden.security.passwords import Argon2Passwords
from triage_warden.security.session_tokens import SessionTokens
from triage_warden.security.temporary_passwords import temporary_password
from triage_warden.storage.postgres.repositories.audit_log import PostgresAuditLog
from triage_warden.storage.postgres.repositories.people import PostgresPeople
from triage_warden.storage.postgres.repositories.sessions import PostgresSessions
from triage_warden.storage.postgres.repositories.sign_in_attempts import PostgresAttempts
from triage_warden.storage.postgres.unit import Database

QUICK = Parameters(type=Type.ID, version=19, salt_len=16, hash_len=32, time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "violet anchor timpani rubble"
OTHER_PASSWORD = "walrus lantern quartz mitten"
SESSION_KEY = b"the key that tests sign sessions with"


@dataclass(slots=True)
class MemoryCodeSecrets:
    """Secrets of second factors, in memory."""

    secrets: dict[UserId, bytes] = field(default_factory=dict[UserId, bytes])

    async def put(self, tenant: TenantId, user_id: UserId, *, secret: bytes, by: By) -> None:  # noqa: ARG002  # one tenant
        """Keep it."""
        self.secrets[user_id] = secret

    async def get(self, tenant: TenantId, user_id: UserId) -> bytes | None:  # noqa: ARG002  # one tenant
        """Return it."""
        return self.secrets.get(user_id)

    async def remove(self, tenant: TenantId, user_id: UserId, *, by: By) -> None:  # noqa: ARG002  # one tenant
        """Forget it."""
        self.secrets.pop(user_id, None)


def a_desk(
    database: Database,
    clock: Clock | None = None,
    *,
    lifetimes: Lifetimes | None = None,
    demand: Demand = Demand.NONE,
) -> Desk:
    """Return a desk over a database."""
    clock = clock or FrozenClock()
    return Desk.over(
        Parts(
            people=PostgresPeople(database),
            store=PostgresSessions(database),
            attempts=PostgresAttempts(database),
            secrets=MemoryCodeSecrets(),
            record=PostgresAuditLog(database),
            passwords=Argon2Passwords(QUICK),
            codes=OneTimeCodes(),
            tokens=SessionTokens([SESSION_KEY]),
            guesses=guesses,
            new_password=temporary_password,
            lifetimes=lifetimes or Lifetimes(),
            clock=clock,
            ids=Uuid7(clock),
            demand=demand,
        )
    )


async def a_person(desk: Desk, name: str = "ana", role: Role = Role.ANALYST, *, password: str = PASSWORD) -> User:
    """Add somebody whose password is their own, and return them."""
    new = NewUser(name=name, role=role, password=password, must_change=False)
    return (await desk.administer.add(DEFAULT_TENANT, new, SYSTEM)).user


async def signed_in(desk: Desk, user: User) -> Begun:
    """Begin a full session for somebody."""
    return await desk.sessions.begin(user, Stage.FULL, Device(address="192.0.2.7", agent="Browser"))


async def with_second_factor(desk: Desk, user: User, clock: FrozenClock) -> tuple[bytes, tuple[str, ...]]:
    """Put a second factor on; return its secret and the recovery codes."""
    secret = await desk.enrol.begin(user, by_user(user))
    enrolling = (await desk.people.get(user.tenant, user.id)).user
    return secret, await desk.enrol.confirm(enrolling, code_now(secret, clock), by_user(user), session=None)


def code_now(secret: bytes, clock: FrozenClock, later: int = 0) -> str:
    """Return the code that a device shows now, or some steps later."""
    return code_at(int(clock.now().timestamp()) // STEP_SECONDS + later, secret)


def a_visit(address: str = "192.0.2.7", browser: str | None = None) -> Visit:
    """Return a visit."""
    return Visit(device=Device(address=address, agent="Browser"), browser=browser, request_id="request-1")


async def entries(database: Database, action: str | None = None) -> list[tuple[str, str, str]]:
    """Return who did what to what, oldest first."""
    async with database.read(DEFAULT_TENANT) as reading:
        rows = await reading.raw.fetch("SELECT body::text AS body FROM audit_entries ORDER BY seq")
    found = [msgspec.json.decode(row["body"]) for row in rows]
    told = [(each["actor"]["name"], each["action"], each["object"]["id"]) for each in found]
    return [each for each in told if action is None or each[1] == action]


async def said_of(database: Database, action: str) -> list[object]:
    """Return what the entries of an action say is so after it, oldest first."""
    async with database.read(DEFAULT_TENANT) as reading:
        rows = await reading.raw.fetch("SELECT body::text AS body FROM audit_entries ORDER BY seq")
    found = [msgspec.json.decode(row["body"]) for row in rows]
    return [each["after"] for each in found if each["action"] == action]


NOBODY = UserId(UUID(int=1))
