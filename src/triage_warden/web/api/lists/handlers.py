"""`/api/v1/lists`: what the company itself allows and denies."""

from typing import Final

from litestar import Response, delete, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.identity.permissions import Permission
from triage_warden.web.api.lists.wire import ListEntriesBody, ListEntryBody, ListQuery, NewListEntryBody, entry_body
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import changing, reading
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.json_body import json_body
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.references import list_entry_id
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
_ALL: Final = "/api/v1/lists"
_TAGS: Final = ["lists"]
_CHANGE: Final = needs(Permission.LISTS_CHANGE)


@get(
    _ALL,
    operation_id="listOwnLists",
    summary="What the company itself allows and denies",
    tags=_TAGS,
    opt=reading(ListEntriesBody, query=ListQuery) | needs(Permission.LISTS_READ),
)
async def list_entries(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """List the entries of both lists, newest first; those that have expired, too."""
    query = read_query(request.scope["query_string"], ListQuery)
    page = await deps.lists.entries.page(caller.tenant, query.wanted(), query.page())
    now = deps.clock.now()
    return json_answer(ListEntriesBody(items=[entry_body(each, now) for each in page.items], next=page.next))


@post(
    _ALL,
    status_code=201,
    operation_id="addListEntry",
    summary="Allow or deny a value",
    tags=_TAGS,
    opt=changing(ListEntryBody, NewListEntryBody) | _CHANGE,
)
async def add_entry(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Put a value on a list; incidents that are assessed from then on weigh it, and their facts quote the reason.

    A value is on one of the lists at most, and once (409 names the entry that is there). One that has expired
    makes room.
    """
    body = await json_body(request, NewListEntryBody)
    added = await deps.lists.add(caller.tenant, body.new(), by=by_of(request, caller))
    return json_answer(entry_body(added, added.added_at), status=201)


@delete(
    f"{_ALL}/{{id:str}}",
    status_code=200,
    operation_id="removeListEntry",
    summary="Take a value off its list",
    tags=_TAGS,
    opt=changing(ListEntryBody) | _CHANGE,
)
async def remove_entry(
    request: AnyRequest,
    deps: Deps,
    caller: Who,
    *,
    id: FromPath[str],  # noqa: A002  # named as in the path
) -> Response[bytes]:
    """Remove an entry and return it as it was; verdicts that rest on it stay until their incident is assessed again."""
    removed = await deps.lists.remove(caller.tenant, list_entry_id(id), by=by_of(request, caller))
    return json_answer(entry_body(removed, deps.clock.now()))


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (list_entries, add_entry, remove_entry)
