"""`/api-keys`: by which keys programs are let in."""

from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.identity.keys.model import ApiKey
from triage_warden.core.identity.permissions import Permission
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.errors import Conflict, Forbidden, Invalid, TriageError
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.api_key_forms import (
    MOST_FIELDS,
    OVERLAPS,
    Draft,
    NotConfirmed,
    RotateForm,
    State,
    by_area,
    draft_of,
    state_of,
    wanted_key,
)
from triage_warden.web.pages.forms import fields_of, form_of, pairs_of
from triage_warden.web.pages.outcome import page_status, see_other
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
Rendering = NamedDependency[Pages]
_READ: Final = needs(Permission.API_KEYS_READ)
_MANAGE: Final = needs(Permission.API_KEYS_MANAGE)
_ALL: Final = "/api-keys"
_ONE: Final = f"{_ALL}/{{key_id:uuid}}"
_PER_PAGE: Final = 50
_REFUSALS: Final = (Invalid, Conflict, Forbidden)


@get(_ALL, opt=_READ)
async def api_keys(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """List keys, newest first, those that have ended, too."""
    cursor = request.query_params.get("cursor") or None
    return await _list(deps, caller, pages, cursor=cursor)


@post(_ALL, opt=_MANAGE, status_code=200)
async def create_api_key(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Make a key, and show it this once: in this answer, which no address leads to and no cache keeps."""
    draft = Draft()
    try:
        pairs = await pairs_of(request, most=MOST_FIELDS)
        draft = draft_of(pairs)
        issued = await deps.keys.issue(caller, wanted_key(pairs), by=by_of(request, caller))
    except _REFUSALS as error:
        return await _list(deps, caller, pages, error=error, draft=draft)
    return pages("api_keys/made.html", active="api-keys", key=issued.key, text=issued.text, old=None)


@get(_ONE, opt=_READ)
async def api_key(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, key_id: FromPath[UUID]
) -> Response[bytes]:
    """Show one key, never its text."""
    found = await deps.keys.store.get(caller.tenant, key_id)
    return _one(deps, caller, pages=pages, found=found, done="done" in request.query_params)


@post(f"{_ONE}/rotate", opt=_MANAGE, status_code=200)
async def rotate_api_key(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, key_id: FromPath[UUID]
) -> Response[bytes]:
    """Let a new key follow this one, and show it this once."""
    found = await deps.keys.store.get(caller.tenant, key_id)
    try:
        form = await form_of(request, RotateForm)
        issued = await deps.keys.issue.rotate(caller, key_id, overlap=form.overlap(), by=by_of(request, caller))
    except _REFUSALS as error:
        return _one(deps, caller, pages=pages, found=found, error=error)
    old = await deps.keys.store.get(caller.tenant, key_id)
    return pages("api_keys/made.html", active="api-keys", key=issued.key, text=issued.text, old=old)


@post(f"{_ONE}/revoke", opt=_MANAGE, status_code=200)
async def revoke_api_key(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, key_id: FromPath[UUID]
) -> Response[bytes]:
    """End a key at once, where whoever asks has confirmed it."""
    found = await deps.keys.store.get(caller.tenant, key_id)
    if (await fields_of(request)).get("confirmed") != "yes":
        return _one(deps, caller, pages=pages, found=found, error=NotConfirmed())
    await deps.keys.revoke(caller.tenant, key_id, by=by_of(request, caller))
    return see_other(f"{_ALL}/{key_id}?done")


async def _list(
    deps: WebDependencies,
    caller: Caller,
    pages: Pages,
    *,
    cursor: str | None = None,
    error: TriageError | None = None,
    draft: Draft | None = None,
) -> Response[bytes]:
    page = Page[ApiKey](items=[])
    try:
        page = await deps.keys.store.page(caller.tenant, PageRequest(cursor=cursor, limit=_PER_PAGE))
    except Invalid as wrong:
        error = wrong
    now = deps.clock.now()
    return pages(
        "api_keys/list.html",
        status=page_status(error),
        active="api-keys",
        rows=[(key, state_of(key, now)) for key in page.items],
        cursor=cursor,
        following=f"{_ALL}?{urlencode({'cursor': page.next})}" if page.next else None,
        manages=caller.may(Permission.API_KEYS_MANAGE),
        roles=[role for role in Role if role.rank <= caller.role.rank],
        scopes=by_area(caller.permissions),
        draft=draft or Draft(),
        notice=error.detail if error else "",
    )


def _one(
    deps: WebDependencies,
    caller: Caller,
    *,
    pages: Pages,
    found: ApiKey,
    error: TriageError | None = None,
    done: bool = False,
) -> Response[bytes]:
    state = state_of(found, deps.clock.now())
    return pages(
        "api_keys/detail.html",
        status=page_status(error),
        active="api-keys",
        key=found,
        state=state,
        permits=sorted(found.actor().permissions),
        manages=caller.may(Permission.API_KEYS_MANAGE) and state in {State.GOOD, State.ENDS_SOON},
        overlaps=OVERLAPS,
        notice=error.detail if error else "",
        done=done,
    )


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (api_keys, create_api_key, api_key, rotate_api_key, revoke_api_key)
