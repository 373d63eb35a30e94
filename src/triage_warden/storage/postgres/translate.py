"""Errors of the drivers, as our families."""

import ssl
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from triage_warden.kernel.errors import Unavailable
from triage_warden.storage.postgres.errors import DatabaseBusy, DatabaseDown, DatabaseRefuses, Deadlocked, DiskFull

_DOWN = ("08", "57P")
"""SQLSTATE classes: connection exception; operator intervention (shutting down, starting up, crash)."""
_BUSY = ("40001", "40002", "40003", "53300", "53400", "55P03", "57014")
"""Rolled back for serialisation; too many connections; lock and statement timeouts."""
_DEADLOCK = "40P01"
_FULL = ("53100", "53200")
"""Disk full, out of memory."""
_STUCK = ("cannot switch to state", "not connected")
_DRIVER = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
LOST: Final = (OSError, TimeoutError, *_DRIVER)
"""Whatever a connection that is used for one thing only can end with: whoever holds it opens another."""


@contextmanager
def down_means_unavailable() -> Generator[None]:
    """Turn what a caller can only wait out into Unavailable; let everything else through as it is."""
    try:
        yield
    except NoConnectionFree as error:
        raise DatabaseBusy(detail="Every database connection is taken; try again later.") from error
    except DBAPIError as error:
        _raise(error, root_of(error))
        raise
    except _DRIVER as error:
        _raise(error, error)
        raise


@contextmanager
def unreachable_means_unavailable() -> Generator[None]:
    """Do the same where connections are opened: there the operating system complains, too.

    Only there, because around a transaction an OSError may as well come from what else the caller does.
    """
    try:
        with down_means_unavailable():
            yield
    except (OSError, asyncpg.PostgresError, asyncpg.ClientConfigurationError, DBAPIError) as error:
        root = root_of(error) if isinstance(error, DBAPIError) else error
        if (refusal := _refusal(root)) is None:
            raise
        raise refusal from error


def _refusal(error: BaseException | None) -> Unavailable | None:
    """Say why no connection comes about, without names of hosts or users: anybody may ask for health."""
    if isinstance(error, asyncpg.InvalidAuthorizationSpecificationError):
        return DatabaseRefuses(detail="The database refuses the user name or password in DATABASE_URL.")
    if isinstance(error, asyncpg.InvalidCatalogNameError):
        return DatabaseRefuses(detail="The database that DATABASE_URL names does not exist.")
    if isinstance(error, ssl.SSLCertVerificationError):
        return DatabaseRefuses(detail="The database's certificate cannot be verified; see sslmode in DATABASE_URL.")
    if isinstance(error, asyncpg.ClientConfigurationError | FileNotFoundError | ssl.SSLError):
        return DatabaseRefuses(detail="A certificate or key that DATABASE_URL names cannot be used.")
    return DatabaseDown() if isinstance(error, OSError) else None


def is_missing_table(error: BaseException) -> bool:
    """Return whether a statement named a table that is not there."""
    root = root_of(error) if isinstance(error, DBAPIError) else error
    return isinstance(root, asyncpg.UndefinedTableError)


def is_stuck(error: BaseException | None) -> bool:
    """Return whether a connection's protocol takes no further statement, though its socket may still be open.

    A server that goes down says so to connections that lie idle, too. Between that message and the end of the stream
    asyncpg's connection is not closed, yet each statement on it ends so; wrong use is an InterfaceError.
    """
    return isinstance(error, asyncpg.InternalClientError) and str(error).startswith(_STUCK)  # the driver gives no code


def root_of(error: DBAPIError) -> BaseException | None:
    """Return the driver's own error inside SQLAlchemy's."""
    return error.orig.__cause__ if error.orig is not None and error.orig.__cause__ is not None else error.orig


def _raise(error: Exception, root: BaseException | None) -> None:
    if (known := _family(error, root)) is not None:
        raise known from error


def _family(error: Exception, root: BaseException | None) -> Unavailable | None:
    state = getattr(root, "sqlstate", None) or ""
    if state.startswith(_FULL):
        return DiskFull(retry_after=60, detail="The database is out of disk space or memory.")
    if state.startswith(_BUSY):
        return DatabaseBusy(retry_after=1)
    if state == _DEADLOCK:
        return Deadlocked(retry_after=1)
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    if lost or state.startswith(_DOWN) or isinstance(root, OSError) or _is_closed(root) or is_stuck(root):
        return DatabaseDown()
    return None


def _is_closed(root: BaseException | None) -> bool:
    """Asyncpg says InterfaceError both for a closed connection and for wrong use; wrong use is a bug and passes."""
    return isinstance(root, asyncpg.InterfaceError) and "closed" in str(root)  # the driver gives no code
