"""What a row is to those who read it."""

from typing import Any, Protocol


class Row(Protocol):
    """Values by column name: a record of the driver, or a row mapping of SQLAlchemy."""

    def __getitem__(self, key: str, /) -> Any:
        """Return the value of a column."""
        ...
