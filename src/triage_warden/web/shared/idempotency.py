"""The key under which a request is sent again without being done again."""

import re
from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from triage_warden.kernel.errors import FieldError
from triage_warden.kernel.ids import IdSource
from triage_warden.web.shared.caller import Caller
from triage_warden.web.shared.queries import InvalidParameter
from triage_warden.web.shared.requests import AnyRequest

_KEY: Final = re.compile(r"[!-~]{1,200}")


def request_key(request: AnyRequest, caller: Caller, ids: IdSource) -> UUID:
    """Return the request's own id: one of its `Idempotency-Key`, which is the caller's alone, or a new one."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return ids()
    if not _KEY.fullmatch(key):
        detail = "Idempotency-Key must be 1 to 200 visible ASCII characters without spaces."
        raise InvalidParameter(detail=detail, errors=(FieldError(pointer="/Idempotency-Key", detail=detail),))
    return keyed(caller, key)


def keyed(caller: Caller, key: str) -> UUID:
    """Return the id of a request that this caller sends under this key."""
    return uuid5(NAMESPACE_OID, f"{caller.tenant}:{caller.id}:{key}")
