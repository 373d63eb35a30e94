"""How old code may be that works on this schema."""

from sqlalchemy import Boolean, CheckConstraint, Column, Table, Text, text

from triage_warden.storage.postgres.tables.metadata import METADATA

SCHEMA_COMPATIBILITY = Table(
    "schema_compatibility",
    METADATA,
    Column("only_row", Boolean, primary_key=True, server_default=text("true")),
    Column("oldest_code", Text, nullable=False),
    Column("queue_version", Text),
    CheckConstraint("only_row", name="one_row"),
)
"""One row. `oldest_code`: the last revision that the oldest code which still works here knows of. `queue_version`: the
version of PgQueuer that made or last changed the queue's own tables."""
