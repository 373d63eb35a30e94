"""What can be wrong with a mapping."""

from collections.abc import Generator
from contextlib import contextmanager

from triage_warden.kernel.errors import Invalid


class BadMapping(Invalid):
    """A mapping cannot be used."""


class BadExpression(ValueError):
    """An expression in a mapping cannot be read; the message says why. Caught where the key is known."""

    def __init__(self, message: str, key: str = "") -> None:
        self.key = key
        super().__init__(message)


@contextmanager
def at_key(key: str) -> Generator[None, None, None]:
    """Say at which key an expression is that cannot be read; keys within keys are told whole."""
    try:
        yield
    except BadExpression as error:
        raise BadExpression(str(error), f"{key}.{error.key}" if error.key else key) from error
