"""Tests of turning drivers' errors into families (lost connections are cut in test_unit)."""

import ssl

import asyncpg
import pytest

from triage_warden.kernel.errors import TriageError
from triage_warden.storage.postgres.errors import (
    DatabaseBusy,
    DatabaseDown,
    DatabaseRefuses,
    Deadlocked,
    DiskFull,
)
from triage_warden.storage.postgres.translate import down_means_unavailable, unreachable_means_unavailable

WAITED_OUT: list[tuple[Exception, type[TriageError]]] = [
    (asyncpg.ConnectionDoesNotExistError("gone"), DatabaseDown),
    (asyncpg.AdminShutdownError("shutting down"), DatabaseDown),
    (asyncpg.CannotConnectNowError("starting up"), DatabaseDown),
    (asyncpg.InterfaceError("connection is closed"), DatabaseDown),
    (asyncpg.InternalClientError("cannot switch to state 11; another operation (2) is in progress"), DatabaseDown),
    (asyncpg.DeadlockDetectedError("deadlock"), Deadlocked),
    (asyncpg.SerializationError("try again"), DatabaseBusy),
    (asyncpg.QueryCanceledError("statement timeout"), DatabaseBusy),
    (asyncpg.LockNotAvailableError("lock timeout"), DatabaseBusy),
    (asyncpg.TooManyConnectionsError("too many"), DatabaseBusy),
    (asyncpg.DiskFullError("full"), DiskFull),
]
PASSED_ON: list[Exception] = [
    asyncpg.UniqueViolationError("twice"),
    asyncpg.UndefinedTableError("no such table"),
    asyncpg.InterfaceError("another operation is in progress"),
    asyncpg.InternalClientError("no decoder for OID 600"),
    ValueError("mine"),
    OSError("mine"),
]
REFUSED: list[tuple[Exception, type[TriageError], str]] = [
    (asyncpg.InvalidPasswordError("password of 'u'"), DatabaseRefuses, "user name or password"),
    (asyncpg.InvalidCatalogNameError("database 'd'"), DatabaseRefuses, "does not exist"),
    (ssl.SSLCertVerificationError("self-signed"), DatabaseRefuses, "certificate"),
    (FileNotFoundError("/etc/ca.pem"), DatabaseRefuses, "certificate or key"),
    (asyncpg.ClientConfigurationError("root.crt"), DatabaseRefuses, "certificate or key"),
    (ConnectionRefusedError("127.0.0.1"), DatabaseDown, "does not answer"),
    (TimeoutError(), DatabaseDown, "does not answer"),
]


@pytest.mark.parametrize(("error", "family"), WAITED_OUT, ids=lambda each: getattr(each, "__name__", None))
def test_what_can_only_be_waited_out_is_unavailable(error: Exception, family: type[TriageError]) -> None:
    """Each comes with a time after which to try again, and its cause."""
    with pytest.raises(family) as raised, down_means_unavailable():
        raise error
    assert type(raised.value) is family
    assert raised.value.__cause__ is error


@pytest.mark.parametrize("error", PASSED_ON, ids=str)
def test_everything_else_stays_what_it_is(error: Exception) -> None:
    """A bug of ours is not taken for a database that is down."""
    with pytest.raises(type(error), match=str(error)), down_means_unavailable():
        raise error


@pytest.mark.parametrize(("error", "family", "told"), REFUSED, ids=[told for *_, told in REFUSED])
def test_a_refused_connection_says_why_but_not_where(error: Exception, family: type[TriageError], told: str) -> None:
    """The reason is told; names of users, hosts, databases and files are not."""
    with pytest.raises(family, match=told) as raised, unreachable_means_unavailable():
        raise error
    assert str(error) not in raised.value.detail or not str(error)
