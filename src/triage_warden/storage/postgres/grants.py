"""Rights for an account without privileges, where DATABASE_URL names one that passes over row security."""

from typing import Final

import asyncpg

from triage_warden.storage.postgres.driver import Driver
from triage_warden.storage.postgres.errors import CannotIsolateTenants

APP_ROLE = "triage_warden_app"
"""What a superuser's connection steps down to; cannot log in."""

IS_EXEMPT = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"

_ROLE = f"CREATE ROLE {APP_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE"
_RIGHTS = "SELECT, INSERT, UPDATE, DELETE"
_FEWER: Final = {
    "audit_incoming": "INSERT",
    "audit_heads": "SELECT",
    "audit_entries": "SELECT",
}
"""The record is added to by way of `audit_incoming` and never changed."""


async def grant(connection: Driver) -> None:
    """Make the role and let it work on every table there is and will be; nothing to do for an ordinary account."""
    if not await connection.fetchval(IS_EXEMPT):
        return
    try:
        await _make_role(connection)
        statements = _statements(await connection.fetchval("SELECT quote_ident(current_schema())"))
        async with connection.transaction():  # others are at work, and in between a right is too many or missing
            for statement in statements:
                await connection.execute(statement)
    except asyncpg.InsufficientPrivilegeError as error:
        raise CannotIsolateTenants(
            detail="The account in DATABASE_URL passes over row security and may not make the role "
            f"'{APP_ROLE}' to step down to; use an account without SUPERUSER and BYPASSRLS, or have the role made.",
        ) from error


async def _make_role(connection: Driver) -> None:
    """Roles are the whole server's: another database's migration may make it at the same moment."""
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", APP_ROLE):
            await connection.execute(_ROLE)
    except (asyncpg.DuplicateObjectError, asyncpg.UniqueViolationError):
        return


def _statements(schema: str) -> list[str]:
    return [
        f"GRANT {APP_ROLE} TO CURRENT_USER",
        f"GRANT USAGE ON SCHEMA {schema} TO {APP_ROLE}",
        f"GRANT {_RIGHTS} ON ALL TABLES IN SCHEMA {schema} TO {APP_ROLE}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {APP_ROLE}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {_RIGHTS} ON TABLES TO {APP_ROLE}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {APP_ROLE}",
        *(f"REVOKE ALL ON {schema}.{table} FROM {APP_ROLE}" for table in _FEWER),
        *(f"GRANT {rights} ON {schema}.{table} TO {APP_ROLE}" for table, rights in _FEWER.items()),
    ]
