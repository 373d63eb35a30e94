"""Forms of pages, read into structs."""

from typing import Final, TypeVar
from urllib.parse import parse_qsl

import msgspec

from triage_warden.kernel.errors import Invalid
from triage_warden.web.shared.queries import read_form
from triage_warden.web.shared.requests import AnyRequest

T = TypeVar("T", bound=msgspec.Struct)
_MAX_FIELDS: Final = 20


class TooManyFields(Invalid):
    """That form is not one of ours."""


async def form_of(request: AnyRequest, wanted: type[T]) -> T:
    """Return the fields that were sent; blank means unset. Raise InvalidParameter naming what is wrong."""
    return read_form(await fields_of(request), wanted)


async def fields_of(request: AnyRequest) -> dict[str, str]:
    """Return the fields as they were sent: a password may begin and end with a blank."""
    return dict(await pairs_of(request))


async def pairs_of(request: AnyRequest, *, most: int = _MAX_FIELDS) -> list[tuple[str, str]]:
    """Return the fields as they were sent, those of one name, too: a box that is ticked is a field."""
    try:
        return parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=most)
    except ValueError as error:
        raise TooManyFields from error
