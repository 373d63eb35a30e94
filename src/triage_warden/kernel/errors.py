"""Error families. A feature's errors are subclasses; only families are mapped to HTTP and exit codes.

    TriageError
    ├── Invalid        the caller sent something that cannot be used; says what and how to mend it
    │   └── TooLarge   … because it is over a limit
    ├── NotFound       no such thing, or not for this tenant
    ├── Conflict       true a moment ago, not now
    ├── Forbidden      known, but not entitled
    └── Unavailable    a part is down or full; try again after `retry_after` seconds

A class's docstring is its message; context goes into keywords, which become fields of logs and problems.
"""

import re
from typing import ClassVar

import msgspec


class FieldError(msgspec.Struct, frozen=True, kw_only=True):
    """One bad field: where it is (JSON pointer, RFC 6901) and what to do about it."""

    pointer: str
    detail: str


class TriageError(Exception):
    """Something went wrong."""

    code: ClassVar[str] = "error"

    def __init__(self, *, detail: str | None = None, errors: tuple[FieldError, ...] = (), **context: object) -> None:
        self.detail = detail or _first_line(type(self).__doc__)
        self.errors = errors
        self.context = context
        super().__init__(self.detail)

    def __init_subclass__(cls) -> None:
        """Derive `code` from the class name: `CannotParse` is `cannot_parse`."""
        if "code" not in cls.__dict__:
            cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class Invalid(TriageError):
    """What was sent cannot be used."""


class TooLarge(Invalid):
    """What was sent is over a limit."""


class NotFound(TriageError):
    """There is no such thing."""


class Conflict(TriageError):
    """The thing changed in the meantime."""


class Forbidden(TriageError):
    """This is not allowed for you."""


class Unavailable(TriageError):
    """A part of the system cannot answer now; try again later."""

    def __init__(
        self,
        *,
        retry_after: int = 5,
        detail: str | None = None,
        errors: tuple[FieldError, ...] = (),
        **context: object,
    ) -> None:
        self.retry_after = retry_after
        super().__init__(detail=detail, errors=errors, **context)


def _first_line(docstring: str | None) -> str:
    return (docstring or "Something went wrong.").strip().splitlines()[0]
