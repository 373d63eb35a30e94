"""`/service-accounts`: which programs have an identity here, and what they may do."""

from typing import Annotated, Final
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from triage_warden.core.identity.permissions import MATRIX, Permission
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.service_accounts.desk import NewServiceAccount, Wish
from triage_warden.core.identity.service_accounts.model import ServiceAccount, ServiceAccountId
from triage_warden.kernel.errors import Conflict, Forbidden, Invalid, TriageError
from triage_warden.kernel.page import PageRequest
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.api_key_forms import MOST_FIELDS, Draft, by_area, draft_of, state_of, wanted_key
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
_READ: Final = needs(Permission.SERVICE_ACCOUNTS_READ)
_MANAGE: Final = needs(Permission.SERVICE_ACCOUNTS_MANAGE)
_ALL: Final = "/service-accounts"
_ONE: Final = f"{_ALL}/{{account_id:uuid}}"
_KEYS: Final = 50
_REFUSALS: Final = (Invalid, Conflict, Forbidden)
_ACTIVE: Final = "api-keys"
"""They have no place of their own in the navigation, which would not fit on one line: one comes from users or keys."""


class AccountForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is said about one; what is blank is nothing."""

    role: Role
    owner: Annotated[str, msgspec.Meta(max_length=200)] = ""
    description: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class NewAccountForm(AccountForm, frozen=True, kw_only=True):
    """What is to be added."""

    name: Annotated[str, msgspec.Meta(max_length=64)]


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed into the form for a new one, right or wrong, to be put into it again."""

    name: str = ""
    role: str = ""
    owner: str = ""
    description: str = ""


@get(_ALL, opt=_READ)
async def service_accounts(deps: Deps, caller: Who, pages: Rendering) -> Response[bytes]:
    """List every service account."""
    return await _list(deps, caller, pages)


@post(_ALL, opt=_MANAGE, status_code=200)
async def add_service_account(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Add one, and go to its page, where keys are issued to it."""
    try:
        form = await form_of(request, NewAccountForm)
        new = NewServiceAccount(name=form.name, role=form.role, owner=form.owner, description=form.description)
        added = await deps.service_accounts.add(caller, new, by=by_of(request, caller))
    except _REFUSALS as error:
        typed = msgspec.convert(await fields_of(request), Typed)
        return await _list(deps, caller, pages, error=error, typed=typed)
    return see_other(f"{_ALL}/{added.id}")


@get(_ONE, opt=_READ)
async def service_account(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, account_id: FromPath[UUID]
) -> Response[bytes]:
    """Show one, with its keys."""
    found = await _found(deps, caller, account_id)
    return await _one(deps, caller, pages=pages, found=found, done="done" in request.query_params)


@post(_ONE, opt=_MANAGE, status_code=200)
async def change_service_account(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, account_id: FromPath[UUID]
) -> Response[bytes]:
    """Change its role, and what is said about it."""
    found = await _found(deps, caller, account_id)
    try:
        form = await form_of(request, AccountForm)
        wish = Wish(role=form.role, owner=form.owner, description=form.description)
        await deps.service_accounts.update(caller, found, wish, by=by_of(request, caller))
    except _REFUSALS as error:
        return await _one(deps, caller, pages=pages, found=found, error=error)
    return see_other(f"{_ALL}/{account_id}?done")


@post(f"{_ONE}/disable", opt=_MANAGE, status_code=200)
async def disable_service_account(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, account_id: FromPath[UUID]
) -> Response[bytes]:
    """Refuse all its keys from now on."""
    return await _switched(request, deps, caller, pages=pages, account_id=account_id, disabled=True)


@post(f"{_ONE}/enable", opt=_MANAGE, status_code=200)
async def enable_service_account(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, account_id: FromPath[UUID]
) -> Response[bytes]:
    """Let its keys be good again."""
    return await _switched(request, deps, caller, pages=pages, account_id=account_id, disabled=False)


@post(f"{_ONE}/keys", opt=needs(Permission.API_KEYS_MANAGE), status_code=200)
async def issue_key(
    request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering, account_id: FromPath[UUID]
) -> Response[bytes]:
    """Issue a key to it, and show it this once: in this answer, which no address leads to and no cache keeps."""
    found = await _found(deps, caller, account_id)
    draft = Draft()
    try:
        pairs = await pairs_of(request, most=MOST_FIELDS)
        draft = draft_of(pairs)
        wanted = wanted_key([*((name, value) for name, value in pairs if name != "role"), ("role", found.role.value)])
        wanted = msgspec.structs.replace(wanted, service_account=found)
        issued = await deps.keys.issue(caller, wanted, by=by_of(request, caller))
    except _REFUSALS as error:
        return await _one(deps, caller, pages=pages, found=found, error=error, draft=draft)
    return pages("api_keys/made.html", active=_ACTIVE, key=issued.key, text=issued.text, old=None)


async def _switched(  # who asks, about which, and what is to be
    request: AnyRequest, deps: WebDependencies, caller: Caller, *, pages: Pages, account_id: UUID, disabled: bool
) -> Response[bytes]:
    found = await _found(deps, caller, account_id)
    try:
        await deps.service_accounts.update(caller, found, Wish(disabled=disabled), by=by_of(request, caller))
    except _REFUSALS as error:
        return await _one(deps, caller, pages=pages, found=found, error=error)
    return see_other(f"{_ALL}/{account_id}?done")


async def _found(deps: WebDependencies, caller: Caller, account_id: UUID) -> ServiceAccount:
    return await deps.service_accounts.accounts.get(caller.tenant, ServiceAccountId(account_id))


async def _list(
    deps: WebDependencies,
    caller: Caller,
    pages: Pages,
    *,
    error: TriageError | None = None,
    typed: Typed | None = None,
) -> Response[bytes]:
    return pages(
        "service_accounts/list.html",
        status=page_status(error),
        active=_ACTIVE,
        accounts=await deps.service_accounts.accounts.all(caller.tenant),
        roles=_roles(caller),
        manages=caller.may(Permission.SERVICE_ACCOUNTS_MANAGE),
        typed=typed or Typed(),
        notice=error.detail if error else "",
    )


async def _one(  # noqa: PLR0913  # a page shows these
    deps: WebDependencies,
    caller: Caller,
    *,
    pages: Pages,
    found: ServiceAccount,
    error: TriageError | None = None,
    draft: Draft | None = None,
    done: bool = False,
) -> Response[bytes]:
    now = deps.clock.now()
    page = await deps.keys.store.page(caller.tenant, PageRequest(limit=_KEYS), of=found.id)
    issues = caller.may(Permission.API_KEYS_MANAGE) and not found.disabled
    return pages(
        "service_accounts/detail.html",
        status=page_status(error),
        active=_ACTIVE,
        account=found,
        rows=[(key, state_of(key, now)) for key in page.items],
        more=page.next is not None,
        roles=_roles(caller),
        manages=caller.may(Permission.SERVICE_ACCOUNTS_MANAGE),
        sees_keys=caller.may(Permission.API_KEYS_READ),
        issues=issues,
        scopes=by_area(MATRIX[found.role] & caller.permissions),
        draft=draft or Draft(),
        notice=error.detail if error else "",
        done=done,
    )


def _roles(caller: Caller) -> list[Role]:
    return [role for role in Role if role.rank <= caller.role.rank]


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (
    service_accounts,
    add_service_account,
    service_account,
    change_service_account,
    disable_service_account,
    enable_service_account,
    issue_key,
)
