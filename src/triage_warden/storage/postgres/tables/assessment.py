"""Facts and the assessments that cite them; the installation's own allow and deny lists."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Double,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from triage_warden.storage.postgres.tables.metadata import METADATA, TIME, tenant_column

FACTS = Table(
    "facts",
    METADATA,
    tenant_column(),
    Column("subject_id", UUID(as_uuid=True), nullable=False),
    Column("id", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("observed_at", TIME, nullable=False),
    Column("rests_on", ARRAY(Text), nullable=False),
    Column("value", JSONB, nullable=False),
    Column("surveyed_version", Integer),
    PrimaryKeyConstraint("tenant_id", "subject_id", "id"),
    CheckConstraint("subject IN ('alert', 'incident')", name="subject"),
)
"""What was found out about an alert (`subject_id` is its id) or about an incident as a whole.

Not keyed by incident: an alert takes its facts along when incidents are merged or split. `surveyed_version` is the
incident's version at which a survey (facts in the light of the other alerts and of the past) last found it; NULL
for what the alert's own payload shows, which does not change. Old ones stay: assessments of their time cite them.
"""

ASSESSMENTS = Table(
    "assessments",
    METADATA,
    tenant_column(),
    Column("id", UUID(as_uuid=True), nullable=False),
    Column("incident_id", UUID(as_uuid=True), nullable=False),
    Column("incident_version", Integer, nullable=False),
    Column("analyst", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("assessed_at", TIME, nullable=False),
    Column("body", JSONB, nullable=False),
    PrimaryKeyConstraint("tenant_id", "id"),
    UniqueConstraint("tenant_id", "incident_id", "incident_version"),
    ForeignKeyConstraint(["tenant_id", "incident_id"], ["incidents.tenant_id", "incidents.id"]),
    CheckConstraint("verdict IN ('malicious', 'suspicious', 'benign', 'inconclusive')", name="verdict"),
    CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
)
"""`body` is the whole Assessment as JSON; the columns beside it are for queries."""

OWN_LISTS = Table(
    "own_lists",
    METADATA,
    tenant_column(),
    Column("id", UUID(as_uuid=True), nullable=False),
    Column("kind", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_at", TIME, nullable=False),
    Column("expires_at", TIME),
    PrimaryKeyConstraint("tenant_id", "id"),
    UniqueConstraint("tenant_id", "type", "value", "kind"),
    CheckConstraint("kind IN ('allow', 'deny')", name="kind"),
    CheckConstraint("octet_length(value) <= 2000", name="value_length"),
    ForeignKeyConstraint(["tenant_id"], ["tenants.id"]),
    Index(None, "tenant_id", "expires_at"),
)
