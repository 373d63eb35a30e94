"""`/api/v1/service-accounts`: which programs have an identity here, and what they may do."""

from typing import Final

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.identity.permissions import Permission
from triage_warden.web.api.keys.wire import IssuedKeyBody, KeysBody, issued_body, key_body
from triage_warden.web.api.service_accounts.wire import (
    AccountKeyBody,
    NewServiceAccountBody,
    ServiceAccountBody,
    ServiceAccountChangeBody,
    ServiceAccountsBody,
    service_account_body,
)
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
_ALL: Final = "/api/v1/service-accounts"
_ONE: Final = f"{_ALL}/{{reference:str}}"
_READ: Final = needs(Permission.SERVICE_ACCOUNTS_READ)
_MANAGE: Final = needs(Permission.SERVICE_ACCOUNTS_MANAGE)
_TAGS: Final = ["service accounts"]


@get(
    _ALL,
    operation_id="listServiceAccounts",
    summary="Which programs have an identity here",
    tags=_TAGS,
    opt=reading(ServiceAccountsBody) | _READ,
)
async def list_service_accounts(deps: Deps, caller: Who) -> Response[bytes]:
    """List every service account, by name."""
    found = await deps.service_accounts.accounts.all(caller.tenant)
    return json_answer(ServiceAccountsBody(items=[service_account_body(each) for each in found]))


@post(
    _ALL,
    status_code=201,
    operation_id="createServiceAccount",
    summary="Add a service account",
    tags=_TAGS,
    opt=changing(ServiceAccountBody, NewServiceAccountBody) | _MANAGE,
)
async def create_service_account(request: AnyRequest, deps: Deps, caller: Who) -> Response[bytes]:
    """Add an identity for a program; it can do nothing before a key is issued to it."""
    body = await json_body(request, NewServiceAccountBody)
    added = await deps.service_accounts.add(caller, body.new(), by=by_of(request, caller))
    return json_answer(service_account_body(added), status=201)


@get(
    _ONE,
    operation_id="getServiceAccount",
    summary="One service account",
    tags=_TAGS,
    opt=reading(ServiceAccountBody, problems=(404,)) | _READ,
)
async def get_service_account(deps: Deps, caller: Who, reference: FromPath[str]) -> Response[bytes]:
    """Return one by id or name."""
    return json_answer(service_account_body(await deps.service_accounts.find(caller.tenant, reference)))


@post(
    f"{_ONE}/update",
    status_code=200,
    operation_id="updateServiceAccount",
    summary="Change what a program may do",
    tags=_TAGS,
    opt=changing(ServiceAccountBody, ServiceAccountChangeBody) | _MANAGE,
)
async def update_service_account(
    request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]
) -> Response[bytes]:
    """Change role or words, disable or enable; keys and tokens follow at once, on other replicas in five seconds."""
    body = await json_body(request, ServiceAccountChangeBody)
    found = await deps.service_accounts.find(caller.tenant, reference)
    changed = await deps.service_accounts.update(caller, found, body.wish(), by=by_of(request, caller))
    return json_answer(service_account_body(changed))


@get(
    f"{_ONE}/keys",
    operation_id="listServiceAccountKeys",
    summary="List a service account's keys, newest first",
    tags=_TAGS,
    opt=reading(KeysBody, query=PageQuery, problems=(404,)) | needs(Permission.API_KEYS_READ),
)
async def list_account_keys(
    request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]
) -> Response[bytes]:
    """List its keys, those that have ended, too; never their text."""
    query = read_query(request.scope["query_string"], PageQuery)
    found = await deps.service_accounts.find(caller.tenant, reference)
    page = await deps.keys.store.page(caller.tenant, query.page(), of=found.id)
    return json_answer(KeysBody(items=[key_body(key) for key in page.items], next=page.next))


@post(
    f"{_ONE}/keys",
    status_code=201,
    operation_id="createServiceAccountKey",
    summary="Issue a key to a service account",
    tags=_TAGS,
    opt=changing(IssuedKeyBody, AccountKeyBody) | needs(Permission.API_KEYS_MANAGE),
)
async def create_account_key(
    request: AnyRequest, deps: Deps, caller: Who, *, reference: FromPath[str]
) -> Response[bytes]:
    """Issue a key, which is rotated and revoked like any other; its text is in this answer and nowhere else."""
    body = await json_body(request, AccountKeyBody)
    found = await deps.service_accounts.find(caller.tenant, reference)
    issued = await deps.keys.issue(caller, body.wanted(found), by=by_of(request, caller))
    return json_answer(issued_body(issued), status=201)


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (
    list_service_accounts,
    create_service_account,
    get_service_account,
    update_service_account,
    list_account_keys,
    create_account_key,
)
