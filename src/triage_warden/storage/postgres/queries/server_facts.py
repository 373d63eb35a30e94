"""What the database's server and our account on it are."""

from datetime import datetime

import msgspec

from triage_warden.storage.postgres.driver import Driver


class ServerFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The server, and the account that DATABASE_URL names (not the role that it steps down to)."""

    version: int
    """As `server_version_num`: 180001 is 18.1."""
    version_text: str
    encoding: str
    standby: bool
    account: str
    superuser: bool
    bypasses: bool
    """Passes over row security."""
    owns: bool
    """Owns the record's table: can give itself the rights to change it, and switch its triggers off."""
    changes_record: bool
    """Has the right to change or delete entries as things are."""
    now: datetime


async def server_facts(connection: Driver) -> ServerFacts:
    """Return what they are, by one question."""
    row = await connection.fetchrow(_FACTS)
    if row is None:  # an account always has its own row
        message = "the server does not know its own account"
        raise LookupError(message)
    return ServerFacts(**dict(row))


_FACTS = """
SELECT current_setting('server_version_num')::int AS version,
       current_setting('server_version') AS version_text,
       pg_encoding_to_char(d.encoding)::text AS encoding,
       pg_is_in_recovery() AS standby,
       r.rolname::text AS account,
       r.rolsuper AS superuser,
       r.rolbypassrls AS bypasses,
       coalesce((SELECT pg_has_role(session_user, c.relowner, 'MEMBER') FROM pg_class c
                 WHERE c.oid = to_regclass('audit_entries')), false) AS owns,
       coalesce(has_table_privilege(to_regclass('audit_entries')::oid, 'UPDATE')
                OR has_table_privilege(to_regclass('audit_entries')::oid, 'DELETE'), false) AS changes_record,
       clock_timestamp() AS now
FROM pg_roles r, pg_database d
WHERE r.rolname = session_user AND d.datname = current_database()
"""
