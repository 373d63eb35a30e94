"""Turn away changes that a browser was tricked into asking for.

Other sites' pages are turned away by where they come from (`origin.py`); this is the second lock: a change that a
cookie vouches for must bring what only our own pages of that very session can say. Programs show their key in a
header, which no foreign page can make a browser do, and need none.
"""

from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import parse_qs

from litestar.handlers.base import BaseRouteHandler

from triage_warden.kernel.errors import Forbidden
from triage_warden.web.shared.access import Public, access_of
from triage_warden.web.shared.cookies import Cookies
from triage_warden.web.shared.origin import Connection
from triage_warden.web.shared.requests import AnyRequest
from triage_warden.web.shared.signed import Signed

FIELD: Final = "csrf_token"
HEADER: Final = "x-csrf-token"
_FORM: Final = "visitor_form"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_PURPOSE: Final = "csrf"
_MAX_FIELDS: Final = 50


class MissingToken(Forbidden):
    """This form is too old, or is not one of ours; open the page again and send it from there."""


def visitor_form() -> dict[str, object]:
    """Return the part of a public handler's `opt` that protects its form: nobody is signed in, but may be made to."""
    return {_FORM: True}


@dataclass(frozen=True, slots=True)
class Csrf:
    """A guard, and what makes the tokens that it asks for."""

    signed: Signed
    cookies: Cookies

    async def __call__(self, connection: Connection, handler: BaseRouteHandler) -> None:
        """Raise MissingToken where a change does not bring its token."""
        if connection.scope.get("method") in _SAFE or "authorization" in connection.headers:
            return
        vouchers = self._vouchers(connection, handler)
        if vouchers is None:
            return
        given = connection.headers.get(HEADER) or await _field(connection)
        if not given or not any(self.signed.is_token(_PURPOSE, each, given) for each in vouchers):
            raise MissingToken

    def token(self, voucher: str) -> str:
        """Return the token of pages for the browser that holds this cookie."""
        return self.signed.token(_PURPOSE, voucher)

    def token_for(self, connection: AnyRequest | Connection) -> str:
        """Return the token of pages that answer this request; empty where no cookie could vouch for a form."""
        session, visitor = self._held(connection)
        return self.token(session or visitor) if session or visitor else ""

    def _vouchers(self, connection: Connection, handler: BaseRouteHandler) -> list[str] | None:
        """Return the cookies of which one must vouch; None where there is nothing to protect."""
        session, visitor = self._held(connection)
        if isinstance(access_of(handler.opt), Public):
            return [each for each in (session, visitor) if each] if handler.opt.get(_FORM) else None
        return [session] if session else None

    def _held(self, connection: AnyRequest | Connection) -> tuple[str, str]:
        cookies = connection.cookies
        return cookies.get(self.cookies.session, ""), cookies.get(self.cookies.visitor, "")


async def _field(connection: Connection) -> str:
    if not connection.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return ""
    body = await cast("AnyRequest", connection).body()  # what guards are given is the request; its body is kept
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=_MAX_FIELDS)
    except ValueError:
        return ""
    return fields.get(FIELD, [""])[0]
