"""Answers in JSON, by one prepared encoder."""

from typing import Final

import msgspec
from litestar import Response

JSON: Final = "application/json"
_encode = msgspec.json.Encoder().encode


def json_answer(value: object, *, status: int = 200) -> Response[bytes]:
    """Return the value as JSON; the framework passes bytes on as they are."""
    return Response(_encode(value), status_code=status, media_type=JSON)
