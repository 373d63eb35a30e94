"""`/live`, `/ready`, `/health`, `/health/detailed`."""

import asyncio
from dataclasses import dataclass
from typing import Final, Literal

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import KEY, Operation
from triage_warden.web.shared.access import public
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.health import Component, Components, Database, Queue, Status, not_ready, overall

DEADLINE_SECONDS: Final = 2.0
"""A probe that waits longer has its answer; Kubernetes' own default is one second."""


class LiveBody(msgspec.Struct, frozen=True, kw_only=True):
    """The event loop turns."""

    status: Literal["live"] = "live"


class ReadyBody(msgspec.Struct, frozen=True, kw_only=True):
    """Whether requests should come here, and why not."""

    status: Literal["ready", "not_ready"]
    reason: str | None = None


class HealthBody(msgspec.Struct, frozen=True, kw_only=True):
    """How it is, in short."""

    status: Status
    version: str
    uptime_seconds: float
    database: Database


class DetailedHealthBody(HealthBody, frozen=True, kw_only=True):
    """How every part is."""

    instance: str
    components: Components


@dataclass(frozen=True, slots=True)
class Started:
    """When the app was made, on the monotonic clock."""

    at: float


Deps = NamedDependency[WebDependencies]
Since = NamedDependency[Started]


@get(
    "/live",
    operation_id="live",
    summary="Is the process alive?",
    tags=["health"],
    opt={KEY: Operation(answer=LiveBody)} | public("a process manager asks"),
)
async def live() -> Response[bytes]:
    """Answer while the event loop turns; asks nothing else."""
    return json_answer(LiveBody())


@get(
    "/ready",
    operation_id="ready",
    summary="Should requests come here?",
    tags=["health"],
    opt={KEY: Operation(answer=ReadyBody, also=(503,))} | public("a load balancer asks"),
)
async def ready(deps: Deps) -> Response[bytes]:
    """Answer 200 when the database answers and the schema is the code's, else 503 with the reason."""
    reason = "It is being stopped." if deps.stopping.is_set() else not_ready(await check(deps))
    if reason is None:
        return json_answer(ReadyBody(status="ready"))
    return json_answer(ReadyBody(status="not_ready", reason=reason), status=503)


@get(
    "/health",
    operation_id="health",
    summary="How is it?",
    tags=["health"],
    opt={KEY: Operation(answer=HealthBody, also=(503,))} | public("a load balancer asks; nothing secret"),
)
async def health(deps: Deps, started: Since) -> Response[bytes]:
    """Answer with the overall status; 503 when it is unhealthy."""
    components = await check(deps)
    status = overall(components)
    return json_answer(
        HealthBody(
            status=status, version=deps.version, uptime_seconds=_uptime(deps, started), database=components.database
        ),
        status=_code(status),
    )


@get(
    "/health/detailed",
    operation_id="healthDetailed",
    summary="How is every part?",
    tags=["health"],
    opt={KEY: Operation(answer=DetailedHealthBody, also=(503,))}
    | public("monitoring asks; states and counts, nothing secret"),
)
async def health_detailed(deps: Deps, started: Since) -> Response[bytes]:
    """Answer with the status of each part; 503 when the whole is unhealthy."""
    components = await check(deps)
    status = overall(components)
    return json_answer(
        DetailedHealthBody(
            status=status,
            version=deps.version,
            uptime_seconds=_uptime(deps, started),
            database=components.database,
            instance=deps.instance_id,
            components=components,
        ),
        status=_code(status),
    )


async def check(deps: WebDependencies) -> Components:
    """Ask the parts, but not for longer than `DEADLINE_SECONDS`."""
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            return await deps.health.check()
    except TimeoutError:
        reason = f"The check did not answer within {DEADLINE_SECONDS:g} seconds."
        return Components(
            database=Database(status=Status.UNHEALTHY, reason=reason),
            queue=Queue(status=Status.UNHEALTHY, reason=reason),
            kill_switch=Component(status=Status.HALTED, reason=reason),  # what cannot be read halts
        )


def _uptime(deps: WebDependencies, started: Started) -> float:
    return round(deps.clock.monotonic() - started.at, 3)


def _code(status: Status) -> int:
    return 503 if status is Status.UNHEALTHY else 200


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (live, ready, health, health_detailed)
