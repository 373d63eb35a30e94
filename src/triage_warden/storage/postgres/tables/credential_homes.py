"""Which tenant a credential leads to, before anybody is known."""

from sqlalchemy import Column, ForeignKeyConstraint, Table, Text
from sqlalchemy.dialects.postgresql import UUID

from triage_warden.storage.postgres.tables.metadata import METADATA

CREDENTIAL_HOMES = Table(
    "credential_homes",
    METADATA,
    Column("handle", Text, primary_key=True),
    Column("home", UUID(as_uuid=True), nullable=False),
    ForeignKeyConstraint(["home"], ["tenants.id"]),
)
"""No row security, as it is asked before the tenant is known; it tells no more than that a handle is taken. Handles
are `user:` and the SHA-256 of a name, or the public part of a key."""
