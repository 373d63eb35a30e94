"""How the parts are, in the shapes that the outside reads."""

from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol

import msgspec


class Status(StrEnum):
    """How a part is; of the whole, the worst of these wins, in the order `unhealthy > halted > degraded > healthy`."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    HALTED = "halted"
    UNHEALTHY = "unhealthy"
    DISABLED = "disabled"
    """Not set up, or not part of this release; says nothing against the whole."""


class Database(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the database answers, and how its schema stands to the code.

    `ahead`: a newer version made it and this one works on it; `unsupported`: it does not.
    """

    status: Status
    schema: Literal["current", "pending", "ahead", "unsupported", "unknown"] = "unknown"
    reason: str | None = None
    """One sentence without host names, users or secrets: anonymous callers read it."""


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """What waits to be done."""

    status: Status
    depth: dict[str, int] = {}
    """Jobs that wait, by queue."""
    oldest_seconds: dict[str, float] = {}
    """Age of the job that has waited longest, by queue."""
    parked: dict[str, int] = {}
    """Jobs that failed too often and are kept for a person, by queue: see `triage-warden queue list --state parked`."""
    reason: str | None = None


class Component(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of which there is no more to say."""

    status: Status
    reason: str | None = None


class LedResource(msgspec.Struct, frozen=True, kw_only=True):
    """Who leads in one resource; each may have another leader."""

    resource: str
    is_leader: bool = False
    leader: str | None = None
    lease_expires_at: datetime | None = None
    fencing_token: int | None = None


class LeaderElector(msgspec.Struct, frozen=True, kw_only=True):
    """Who leads: in the first resource, and in each. None where nobody does, or where it cannot be told."""

    enabled: bool = False
    backend: str | None = None
    is_leader: bool | None = None
    """Whether the instance that answers leads."""
    leader: str | None = None
    lease_expires_at: datetime | None = None
    fencing_token: int | None = None
    """The newest; work shown with an older one is refused by the database."""
    resources: tuple[LedResource, ...] = ()


_DISABLED = Component(status=Status.DISABLED)


class Components(msgspec.Struct, frozen=True, kw_only=True):
    """All parts; those that do not exist yet say `disabled`."""

    database: Database
    queue: Queue
    redis: Component = _DISABLED
    kill_switch: Component = _DISABLED
    connectors: Component = _DISABLED
    llm: Component = _DISABLED
    leader_elector: LeaderElector = LeaderElector()


class HealthSource(Protocol):
    """Knows how the parts are."""

    async def check(self) -> Components:
        """Ask the parts and say how they are; a part that fails is a state, never an exception."""
        ...


def overall(components: Components) -> Status:
    """Return the worst status of all; a disabled part does not count."""
    states = {status for _, status in statuses(components)}
    for worst in (Status.UNHEALTHY, Status.HALTED, Status.DEGRADED):
        if worst in states:
            return worst
    return Status.HEALTHY


def statuses(components: Components) -> list[tuple[str, Status]]:
    """Return each part that has a status, by name."""
    return [
        ("database", components.database.status),
        ("queue", components.queue.status),
        ("redis", components.redis.status),
        ("kill_switch", components.kill_switch.status),
        ("connectors", components.connectors.status),
        ("llm", components.llm.status),
    ]


def not_ready(components: Components) -> str | None:
    """Return why requests should go elsewhere, or None: the database answers, with a schema we work on."""
    database = components.database
    if database.status is Status.UNHEALTHY:
        return database.reason or "The database does not answer."
    if database.schema not in {"current", "ahead"}:
        return database.reason or f"The schema is {database.schema}; run `triage-warden migrate`."
    return None
