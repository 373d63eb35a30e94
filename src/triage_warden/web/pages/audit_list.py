"""`/audit`: who did what."""

from typing import Final
from urllib.parse import urlencode

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.core.audit.chain import Body, read_body
from triage_warden.core.audit.model import SealedEntry
from triage_warden.core.identity.permissions import Permission
from triage_warden.kernel.errors import Invalid
from triage_warden.kernel.page import Page, PageRequest
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.shared.access import needs
from triage_warden.web.shared.audit_filters import AuditQuery
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.queries import read_query
from triage_warden.web.shared.requests import AnyRequest

Deps = NamedDependency[WebDependencies]
Who = NamedDependency[Caller]
Rendering = NamedDependency[Pages]
_PER_PAGE: Final = 50
_NOTHING: Final = Page[SealedEntry](items=[])


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One field that is not as before, in words."""

    name: str
    before: str
    after: str


class AuditRow(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as a row."""

    seq: int
    hash: str
    body: Body
    changes: list[Change]


@get("/audit", opt=needs(Permission.AUDIT_READ))
async def audit(request: AnyRequest, deps: Deps, caller: Who, *, pages: Rendering) -> Response[bytes]:
    """Show the record, newest first; a wrong filter is said above an empty list."""
    query, wrong, page = AuditQuery(), "", _NOTHING
    try:
        query = read_query(request.scope["query_string"], AuditQuery)
        request_page = PageRequest(cursor=query.cursor, limit=_PER_PAGE)
        page = await deps.record.page(caller.tenant, query.wanted(), request_page)
    except Invalid as error:
        wrong = error.detail
    kept = _kept(query)
    return pages(
        "audit/list.html",
        status=422 if wrong else 200,
        active="audit",
        rows=[row_of(entry) for entry in page.items],
        head=await deps.record.head(caller.tenant),
        query=query,
        filtered=bool(kept),
        cursor=query.cursor,
        wrong=wrong,
        first=_address("/audit", kept),
        following=_address("/audit", kept | {"cursor": page.next}) if page.next else None,
        exports={name: _address("/api/v1/audit/export", kept | {"format": name}) for name in ("ndjson", "cef")},
    )


def row_of(entry: SealedEntry) -> AuditRow:
    """Return the row of an entry."""
    body = read_body(entry.body)
    before, after = body.before or {}, body.after or {}
    names = [name for name, value in {**before, **after}.items() if value is not None or before.get(name) is not None]
    changes = [Change(name=name, before=_text(before.get(name)), after=_text(after.get(name))) for name in names]
    return AuditRow(seq=entry.seq, hash=entry.hash.hex(), body=body, changes=changes)


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _kept(query: AuditQuery) -> dict[str, str]:
    values: dict[str, object] = msgspec.to_builtins(query)
    return {name: str(value) for name, value in values.items() if value is not None and name not in {"cursor", "limit"}}


def _address(path: str, values: dict[str, str]) -> str:
    return f"{path}?{urlencode(values)}" if values else path


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (audit,)
