"""Who knocks: the device, its address, and the browser where it is known."""

import base64
import json
from datetime import timedelta
from hashlib import sha256
from typing import Final

from litestar.datastructures import Cookie

from triage_warden.core.identity.people.model import Device
from triage_warden.core.identity.people.visit import Visit
from triage_warden.kernel.clock import Clock
from triage_warden.web.shared.front import Front
from triage_warden.web.shared.request_id import request_id_of
from triage_warden.web.shared.requests import AnyRequest

_PURPOSE: Final = "browser"
_LASTS: Final = timedelta(days=180)
_LONGEST_AGENT: Final = 300


def visit_of(request: AnyRequest, front: Front, clock: Clock, *, name: str) -> Visit:
    """Return the visit of somebody who says that they are `name`."""
    agent = request.headers.get("user-agent", "")[:_LONGEST_AGENT] or None
    return Visit(
        device=Device(address=request.client.host if request.client else None, agent=agent),
        browser=_known_browser(request, front, clock, name=name),
        request_id=request_id_of(request.scope) or None,
    )


def know_browser(front: Front, clock: Clock, *, name: str) -> Cookie:
    """Return the cookie by which a browser is known that this account has signed in from."""
    value = json.dumps([_digest(name), front.new_visitor()]).encode()
    signed = front.signed.sign(_PURPOSE, value, until=clock.now() + _LASTS)
    return front.cookies.set(front.cookies.browser, signed, lasts=_LASTS)


def _known_browser(request: AnyRequest, front: Front, clock: Clock, *, name: str) -> str | None:
    kept = request.cookies.get(front.cookies.browser)
    value = front.signed.read(_PURPOSE, kept, clock.now()) if kept else None
    if value is None:
        return None
    account, browser = json.loads(value)
    return str(browser) if account == _digest(name) else None


def _digest(name: str) -> str:
    return base64.urlsafe_b64encode(sha256(name.strip().casefold().encode("utf-8", "replace")).digest()[:12]).decode()
