"""The description of the API as bytes, for those who serve and show it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Description:
    """The document, rendered once."""

    content: bytes
