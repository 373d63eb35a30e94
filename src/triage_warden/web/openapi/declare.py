"""What a handler says about itself beyond its signature; `document.py` makes the description of the API from it."""

from collections.abc import Collection
from typing import Final

import msgspec

from triage_warden.core.alerts.model import Receipt

KEY: Final = "operation"
_INTAKE: Final = (400, 403, 413, 415, 422, 503)


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One operation: what it is asked with, what it answers."""

    query: type[msgspec.Struct] | None = None
    body: type[msgspec.Struct] | None = None
    media_types: tuple[str, ...] = ()
    """Of a body that is a vendor's own."""
    headers: tuple[str, ...] = ()
    answer: object = None
    """The type of a JSON answer; None where `answer_types` says it all."""
    answer_types: tuple[str, ...] = ("application/json",)
    problems: tuple[int, ...] = ()
    """Statuses that come with a problem."""
    also: tuple[int, ...] = ()
    """Further statuses that come with the same answer."""
    asked: bool = False
    """Whether some senders ask before they send, and are answered with 200 and what they want to hear."""


def reading(
    answer: object, *, query: type[msgspec.Struct] | None = None, problems: Collection[int] = ()
) -> dict[str, object]:
    """Return the `opt` of a handler that reads."""
    found = {503, *problems, *({400, 422} if query else ())}
    return {KEY: Operation(query=query, answer=answer, problems=tuple(sorted(found)))}


def exporting(media_type: str, *, problems: Collection[int] = ()) -> dict[str, object]:
    """Return the `opt` of a handler that answers with a file in a form that others have specified."""
    return {KEY: Operation(answer_types=(media_type,), problems=tuple(sorted({404, 503, *problems})))}


def changing(answer: object, body: type[msgspec.Struct] | None = None) -> dict[str, object]:
    """Return the `opt` of a handler that changes one thing."""
    wrong = (400, 413, 415, 422) if body else ()
    return {KEY: Operation(body=body, answer=answer, problems=tuple(sorted({403, 404, 409, 503, *wrong})))}


def keyed(answer: object, body: type[msgspec.Struct]) -> dict[str, object]:
    """Return the `opt` of a handler that makes something, once for each `Idempotency-Key`."""
    problems = (400, 403, 404, 409, 413, 415, 422, 503)
    return {KEY: Operation(body=body, answer=answer, headers=("Idempotency-Key",), problems=problems)}


def taking_in(
    media_types: Collection[str],
    *,
    query: type[msgspec.Struct] | None = None,
    problems: Collection[int] = (),
    asked: bool = False,
) -> dict[str, object]:
    """Return the `opt` of a handler that takes alerts in."""
    found = tuple(sorted({*_INTAKE, *problems}))
    headers = ("Idempotency-Key", "Content-Encoding")
    return {
        KEY: Operation(
            query=query, media_types=tuple(media_types), headers=headers, answer=Receipt, problems=found, asked=asked
        )
    }
