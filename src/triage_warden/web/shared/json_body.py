"""Read a small JSON body."""

from typing import Final, TypeVar

import msgspec

from triage_warden.web.shared.errors import UnsupportedMediaType
from triage_warden.web.shared.queries import read_body
from triage_warden.web.shared.requests import AnyRequest

T = TypeVar("T", bound=msgspec.Struct)
LIMIT: Final = 64 * 1024
"""Bytes of a change or a form: a few fields, each with a limit of its own."""


async def json_body(request: AnyRequest, wanted: type[T]) -> T:
    """Return the body as a struct; the framework stops reading at `LIMIT` (`request_max_body_size`)."""
    media_type = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise UnsupportedMediaType(detail="Send the change as application/json.")
    return read_body(await request.body(), wanted)
