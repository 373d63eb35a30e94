"""`/api/v1/api-keys` and `/api/v1/auth`."""

from typing import Final

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.core.identity.permissions import Permission
from triage_warden.web.api.keys.wire import (
    IssuedKeyBody,
    IssuedTokenBody,
    KeyBody,
    KeysBody,
    MeBody,
    NewKeyBody,
    RotateKeyBody,
    TokenBody,
    issued_body,
    key_body,
    me_body,
    token_body,
)
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import changing, reading
from triage_warden.web.shared.access import needs, signed_in
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.by import by_of
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.credentials import credential_of
from triage_warden.web.shared.json_body import json_body
from triage_warden.web.shared.paging import PageQuery
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.references import api_key_id
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
_ALL: Final = "/api/v1/api-keys"
_ONE: Final = f"{_ALL}/{{id:str}}"


@get(
    _ALL,
    operation_id="listApiKeys",
    summary="List API keys, newest first",
    tags=["keys"],
    opt=reading(KeysBody, query=PageQuery) | needs(Permission.API_KEYS_READ),
)
async def list_keys(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """List keys, those that have ended, too; never their text."""
    query = read_query(request.scope["query_string"], PageQuery)
    page = await deps.keys.store.page(caller.tenant, query.page())
    return json_answer(KeysBody(items=[key_body(key) for key in page.items], next=page.next))


@post(
    _ALL,
    status_code=201,
    operation_id="createApiKey",
    summary="Make an API key",
    tags=["keys"],
    opt=changing(IssuedKeyBody, NewKeyBody) | needs(Permission.API_KEYS_MANAGE),
)
async def create_key(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Make a key that permits no more than whoever makes it may; its text is in this answer and nowhere else."""
    body = await json_body(request, NewKeyBody)
    issued = await deps.keys.issue(caller, body.wanted(), by=by_of(request, caller))
    return json_answer(issued_body(issued), status=201)


@get(
    _ONE,
    operation_id="getApiKey",
    summary="One API key",
    tags=["keys"],
    opt=reading(KeyBody, problems=(404,)) | needs(Permission.API_KEYS_READ),
)
async def get_key(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Return a key by its id."""
    return json_answer(key_body(await deps.keys.store.get(caller.tenant, api_key_id(request.path_params["id"]))))


@post(
    f"{_ONE}/rotate",
    status_code=201,
    operation_id="rotateApiKey",
    summary="Let a new key follow this one",
    tags=["keys"],
    opt=changing(IssuedKeyBody, RotateKeyBody) | needs(Permission.API_KEYS_MANAGE),
)
async def rotate_key(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Make a key like this one; both are good while they overlap, so that nothing stands still."""
    body = await json_body(request, RotateKeyBody)
    key_id = api_key_id(request.path_params["id"])
    issued = await deps.keys.issue.rotate(caller, key_id, overlap=body.overlap(), by=by_of(request, caller))
    return json_answer(issued_body(issued), status=201)


@post(
    f"{_ONE}/revoke",
    status_code=200,
    operation_id="revokeApiKey",
    summary="End an API key",
    tags=["keys"],
    opt=changing(KeyBody) | needs(Permission.API_KEYS_MANAGE),
)
async def revoke_key(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """End a key and the tokens made from it: here at once, on other replicas within five seconds."""
    key_id = api_key_id(request.path_params["id"])
    return json_answer(key_body(await deps.keys.revoke(caller.tenant, key_id, by=by_of(request, caller))))


@post(
    "/api/v1/auth/token",
    status_code=200,
    operation_id="issueToken",
    summary="Make a short-lived access token from an API key",
    tags=["keys"],
    opt=changing(IssuedTokenBody, TokenBody) | signed_in(),
)
async def issue_token(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Make a token that may be handed to a job, instead of the key; it ends with the key, if not before."""
    body = await json_body(request, TokenBody)
    shown = credential_of(request.headers, None)
    scopes = None if body.scopes is None else frozenset(body.scopes)
    issued = deps.keys.token(caller, shown.text if shown else "", seconds=body.lifetime_seconds, scopes=scopes)
    return json_answer(token_body(issued, body.lifetime_seconds))


@get(
    "/api/v1/auth/me",
    operation_id="getMe",
    summary="Who asks, and what they may do",
    tags=["keys"],
    opt=reading(MeBody) | signed_in(),
)
async def get_me(caller: Who) -> Response[bytes]:
    """Return whom the credential stands for."""
    return json_answer(me_body(caller))


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (
    list_keys,
    create_key,
    get_key,
    rotate_key,
    revoke_key,
    issue_token,
    get_me,
)
