"""The two requests of the Table API that are needed, and what their answers mean.

Shapes: https://www.servicenow.com/docs/r/api-reference/rest-apis/c_TableAPI.html ; statuses:
https://support.servicenow.com/kb?id=kb_article_view&sysparm_article=KB1479016
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Final

import httpx
import msgspec

from triage_warden.connector_kit.http.answer import Answer, Lost, NeverSent, Result
from triage_warden.connector_kit.http.client import HttpClient
from triage_warden.connectors.servicenow.settings import ServiceNow
from triage_warden.core.actions.effects import (
    Absent,
    CannotTell,
    Done,
    Finding,
    Found,
    NotDone,
    NotKnown,
    Outcome,
    Receipt,
)
from triage_warden.kernel.deadline import Deadline

_FIELDS: Final = "sys_id,number,correlation_id"
_SURE_REFUSALS: Final = frozenset({401, 403, 404, 405, 406, 415})
"""Refused before anything happened. 400 is not among them: it may also mean "failed for unknown reasons"."""
_THROTTLED: Final = 429
_BROKEN: Final = 500
_OK: Final = 200
_MADE: Final = frozenset({_OK, 201})
_MOST: Final = 5


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A record as far as it is read; a field that the account may not read is left out by the instance."""

    sys_id: str
    number: str = ""
    correlation_id: str = ""


class _One(msgspec.Struct, frozen=True):
    result: Record


class _Many(msgspec.Struct, frozen=True):
    result: list[Record]


class _Error(msgspec.Struct, frozen=True):
    message: str = ""


class _Problem(msgspec.Struct, frozen=True):
    error: _Error = _Error()


class BearerAuth(httpx.Auth):
    """An OAuth access token."""

    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the token to a request."""
        request.headers["Authorization"] = self._header
        yield request


def auth_of(settings: ServiceNow) -> httpx.Auth:
    """Return how to sign in."""
    if settings.token is not None:
        return BearerAuth(settings.token)
    return httpx.BasicAuth(settings.user or "", settings.password or "")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of an instance."""

    http: HttpClient
    settings: ServiceNow

    async def insert(self, record: Mapping[str, str], deadline: Deadline) -> Outcome:
        """Insert a record once."""
        query = {"sysparm_fields": _FIELDS, "sysparm_exclude_reference_link": "true"}
        result = await self.http.post_once(self._path, query, msgspec.json.encode(record), deadline=deadline)
        match result:
            case NeverSent(reason=reason, retry_after=seconds):
                return NotDone(reason=reason, retry_after=seconds)
            case Lost(reason=reason):
                return NotKnown(reason=reason)
            case Answer():
                return self._inserted(result)

    async def with_key(self, key: str) -> Finding:
        """Find the records with a correlation id.

        Traps: an instance that does not know a field of a query leaves that part of the query out and returns other
        records (so what comes back is compared), and leaves records out that the account may not read (so the count
        of all that match, `X-Total-Count`, has to be 0 as well).
        """
        query = {"sysparm_query": f"correlation_id={key}^ORDERBYsys_created_on", "sysparm_fields": _FIELDS}
        result = await self.http.get(self._path, {**query, "sysparm_limit": str(_MOST)})
        if not isinstance(result, Answer):
            return CannotTell(reason=result.reason)
        if result.status != _OK:
            return CannotTell(reason=refusal_of(result))
        try:
            records = msgspec.json.decode(result.body, type=_Many).result
        except msgspec.MsgspecError:
            return CannotTell(reason="It answered something that is not the Table API.")
        return self._found(records, key, result.headers.get("x-total-count", ""))

    async def probe(self) -> Result:
        """Ask for one record, to see whether the account may read the table."""
        return await self.http.get(self._path, {"sysparm_limit": "1", "sysparm_fields": _FIELDS})

    @property
    def _path(self) -> str:
        return f"/api/now/table/{self.settings.table}"

    def _inserted(self, answer: Answer) -> Outcome:
        if answer.status in _MADE:
            try:
                return Done(receipt=self._receipt(msgspec.json.decode(answer.body, type=_One).result))
            except msgspec.MsgspecError:
                return NotKnown(reason="It said yes, but not which record it made.")
        if answer.status == _THROTTLED:
            return NotDone(reason=refusal_of(answer), retry_after=answer.retry_after or 60.0)
        if answer.status in _SURE_REFUSALS:
            return NotDone(reason=refusal_of(answer))
        return NotKnown(reason=refusal_of(answer))

    def _found(self, records: list[Record], key: str, total: str) -> Finding:
        ours = [record for record in records if record.correlation_id == key]
        if ours:
            return Found(receipt=self._receipt(ours[0]), copies=len(ours))
        if records:
            reason = "It does not search by correlation_id: it returned other records, or hides that field."
            return CannotTell(reason=reason, for_good=True)
        if total != "0":
            reason = "It counts a record that this account may not read, or does not say how many there are."
            return CannotTell(reason=reason, for_good=True)
        return Absent()

    def _receipt(self, record: Record) -> Receipt:
        url = f"{self.settings.url.rstrip('/')}/{self.settings.table}.do?sys_id={record.sys_id}"
        return Receipt(reference=record.number or record.sys_id, id=record.sys_id, url=url)


def refusal_of(answer: Answer) -> str:
    """Return a sentence; the instance's own message is shortened, and shown as text wherever it goes."""
    try:
        said = msgspec.json.decode(answer.body, type=_Problem).error.message
    except msgspec.MsgspecError:
        said = ""
    meaning = _MEANINGS.get(answer.status, "It failed." if answer.status >= _BROKEN else "")
    return " ".join(filter(None, (f"ServiceNow answered {answer.status}.", meaning, " ".join(said.split())[:200])))


_MEANINGS: Final = {
    401: "The user name, password or token is wrong.",
    403: "The account may not do this: it needs a role that may write to this table, or a rule forbids it.",
    404: "There is no such table for this account.",
    429: "Too many requests for its rate limit rules.",
}
