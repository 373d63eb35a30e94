"""Tenants."""

from sqlalchemy import Column, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from triage_warden.storage.postgres.tables.metadata import METADATA, TIME

TENANTS = Table(
    "tenants",
    METADATA,
    Column("id", UUID(as_uuid=True), primary_key=True),
    Column("name", Text, nullable=False),
    Column("created_at", TIME, nullable=False, server_default=text("now()")),
)
"""No row security: it holds no tenant's data, and workers walk it to visit each tenant in turn."""
