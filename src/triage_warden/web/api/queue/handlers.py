"""`/api/v1/queue`: jobs that wait, run or were parked; and what becomes of parked ones."""

from typing import Annotated, Final

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.identity.permissions import Permission
from triage_warden.kernel.errors import NotFound
from triage_warden.kernel.jobs import JobState, QueuedJob
from triage_warden.kernel.page import PageRequest
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import changing, reading
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.json_body import json_body
from triage_warden.web.shared.paging import PageQuery
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
_MOST_DIGITS: Final = 18


class QueueQuery(PageQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which jobs."""

    state: Annotated[JobState, msgspec.Meta(description="Only jobs in this state.")] | None = None


class QueueBody(msgspec.Struct, frozen=True, kw_only=True):
    """A page of jobs, the newest first."""

    items: list[QueuedJob]
    next: str | None


class DiscardBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why it is dropped."""

    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=2000, description="Why, for the record.")]


@get(
    "/api/v1/queue",
    operation_id="listJobs",
    summary="Jobs of the queue",
    tags=["queue"],
    opt=reading(QueueBody, query=QueueQuery) | needs(Permission.QUEUE_READ),
)
async def list_jobs(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """List jobs that wait, run or were parked, the newest first."""
    query = read_query(request.scope["query_string"], QueueQuery)
    page = await deps.queue.page(caller.tenant, query.state, PageRequest(cursor=query.cursor, limit=query.limit))
    return json_answer(QueueBody(items=page.items, next=page.next))


@get(
    "/api/v1/queue/{number:str}",
    operation_id="getJob",
    summary="One job",
    tags=["queue"],
    opt=reading(QueuedJob, problems=(404,)) | needs(Permission.QUEUE_READ),
)
async def get_job(deps: Deps, caller: Who, *, number: FromPath[str]) -> Response[bytes]:
    """Return one job; one that is done is gone."""
    return json_answer(await deps.queue.get(caller.tenant, _number(number)))


@post(
    "/api/v1/queue/{number:str}/retry",
    status_code=200,
    operation_id="retryJob",
    summary="Try a parked job again",
    tags=["queue"],
    opt=changing(QueuedJob) | needs(Permission.QUEUE_CHANGE),
)
async def retry_job(request: AnyRequest, deps: Deps, caller: Who, *, number: FromPath[str]) -> Response[bytes]:
    """Put a parked job back into the queue, with all its attempts."""
    return json_answer(await deps.queue.try_again(caller.tenant, _number(number), by_of(request, caller)))


@post(
    "/api/v1/queue/{number:str}/discard",
    status_code=200,
    operation_id="discardJob",
    summary="Drop a parked job",
    tags=["queue"],
    opt=changing(QueuedJob, DiscardBody) | needs(Permission.QUEUE_CHANGE),
)
async def discard_job(request: AnyRequest, deps: Deps, caller: Who, *, number: FromPath[str]) -> Response[bytes]:
    """Drop a parked job; what it was and why it was dropped stays on the record."""
    body = await json_body(request, DiscardBody)
    by = by_of(request, caller)
    return json_answer(await deps.queue.discard(caller.tenant, _number(number), reason=body.reason, by=by))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise NotFound(detail="A job is named by its number.")
    return int(text)


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (list_jobs, get_job, retry_job, discard_job)
