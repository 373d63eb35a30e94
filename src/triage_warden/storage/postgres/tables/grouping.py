"""What grouping remembers, so that it need not read the alerts again."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
)
from sqlalchemy.dialects.postgresql import INTEGER, UUID

from triage_warden.storage.postgres.tables.metadata import METADATA, TIME, tenant_column

GROUPING_PROFILES = Table(
    "grouping_profiles",
    METADATA,
    tenant_column(),
    Column("digest", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant_id", "digest"),
    CheckConstraint("octet_length(digest) = 16", name="digest"),
)
"""What ties alerts (`core/incidents/profile.Profile`, as msgpack), once however many alerts have it."""

GROUPING_STRANDS = Table(
    "grouping_strands",
    METADATA,
    tenant_column(),
    Column("incident_id", UUID(as_uuid=True), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("hour", TIME, nullable=False),
    Column("first_at", TIME, nullable=False),
    Column("last_at", TIME, nullable=False),
    Column("alert_id", UUID(as_uuid=True), nullable=False),
    Column("count", INTEGER, nullable=False),
    PrimaryKeyConstraint("tenant_id", "incident_id", "digest", "hour"),
    ForeignKeyConstraint(["tenant_id", "incident_id"], ["incidents.tenant_id", "incidents.id"]),
    CheckConstraint("count > 0", name="count_positive"),
    Index(None, "tenant_id", "digest", "hour"),
    postgresql_with={"fillfactor": 80},
)
"""The alerts of one profile, in one UTC hour, in one incident."""

GROUPING_KEYS = Table(
    "grouping_keys",
    METADATA,
    tenant_column(),
    Column("token", LargeBinary, nullable=False),
    Column("hour", TIME, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant_id", "token", "hour", "digest"),
    CheckConstraint("octet_length(token) = 16", name="token"),
)
"""Which profiles hold a value, and in which hours: how an alert finds its neighbourhood."""

GROUPING_PARTIES = Table(
    "grouping_parties",
    METADATA,
    tenant_column(),
    Column("token", LargeBinary, nullable=False),
    Column("day", Date, nullable=False),
    Column("party", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant_id", "token", "day", "party"),
    CheckConstraint("octet_length(token) = 16", name="token"),
    CheckConstraint("octet_length(party) = 8", name="party"),
)
"""With whom a value was seen on a UTC day. Only ever added to: how common a value is depends on no order."""
