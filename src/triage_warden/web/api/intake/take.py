"""The way in, the same for every endpoint that takes alerts."""

import asyncio
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from litestar import Response

from triage_warden.core.alerts.model import Batch, NewAlert, Receipt
from triage_warden.kernel.errors import FieldError
from triage_warden.kernel.ids import TenantId
from triage_warden.web.api.intake.body import read_body
from triage_warden.web.api.intake.cut import Cut, Sent
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.shared.answers import json_answer
from triage_warden.web.shared.errors import UnsupportedMediaType
from triage_warden.web.shared.queries import InvalidParameter
from triage_warden.web.shared.requests import AnyRequest

JSON_TYPES: Final = (
    "application/json",
    "application/x-ndjson",
    "application/ndjson",
    "application/jsonl",
    "text/plain",
)
MAIL_TYPES: Final = ("message/rfc822", "application/octet-stream")
_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_NOTHING: Final = Receipt(accepted=0, duplicates=0, quarantined=0, alerts=())


@dataclass(frozen=True, slots=True)
class Sender:
    """For whom it is taken in; the body where it was read already, and the key that it comes under by itself."""

    tenant: TenantId
    body: bytes | None = field(default=None, repr=False)
    key: str | None = None


async def take(
    request: AnyRequest, deps: WebDependencies, sender: Sender, *, source: str | None, types: Collection[str]
) -> Response[bytes]:
    """Take in what the request brings and answer 202 with the receipt, after it was committed."""
    _check_type(request, types)
    key = sender.key or _idempotency_key(request)
    if source is not None:
        await deps.rates.of_source(request, sender.tenant, source)
    body = await read_body(request, deps.limits) if sender.body is None else sender.body
    sent = Sent(body, encoding=request.headers.get("content-encoding", ""), source=source, idempotency_key=key)
    cut = Cut(deps.sources, deps.read, deps.limits)
    big = len(body) > deps.limits.thread_above_bytes or bool(sent.encoding)
    batch = await _read_aside(deps.readers, cut, sent) if big else cut(sent)
    if source is None and batch.items:
        await deps.rates.of_source(request, sender.tenant, _source_of(batch))
    receipt = await deps.take_in(sender.tenant, batch) if batch.items else _NOTHING
    _count(deps, batch, receipt)
    return json_answer(receipt, status=202)


async def _read_aside(readers: asyncio.Semaphore, cut: Cut, sent: Sent) -> Batch:
    async with readers:
        return await asyncio.to_thread(cut, sent)


def _count(deps: WebDependencies, batch: Batch, receipt: Receipt) -> None:
    if not batch.items:
        return
    source = _source_of(batch)
    for outcome, number in (
        ("accepted", receipt.accepted),
        ("duplicate", receipt.duplicates),
        ("quarantined", receipt.quarantined),
    ):
        if number:
            deps.metrics.alerts.labels(source, outcome).inc(number)


def _source_of(batch: Batch) -> str:
    first = batch.items[0]
    return first.alert.source if isinstance(first, NewAlert) else first.source


def _check_type(request: AnyRequest, types: Collection[str]) -> None:
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent and sent not in types and not (sent.endswith("+json") and "application/json" in types):
        raise UnsupportedMediaType(detail=f"'{sent[:100]}' is not taken here; send one of {', '.join(types)}.")


def _idempotency_key(request: AnyRequest) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is not None and not _KEY.fullmatch(key):
        detail = "Idempotency-Key must be 1 to 200 visible ASCII characters without spaces."
        raise InvalidParameter(detail=detail, errors=(FieldError(pointer="/Idempotency-Key", detail=detail),))
    return key
