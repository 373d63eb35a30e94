"""The driver's connection as a type; asyncpg's own cannot be subscripted at run time."""

from typing import TYPE_CHECKING, TypeAlias

import asyncpg

if TYPE_CHECKING:
    Driver: TypeAlias = asyncpg.Connection[asyncpg.Record]
else:
    Driver: TypeAlias = asyncpg.Connection
