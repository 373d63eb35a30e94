"""How often each rule fired on each entity, by day: the past that an alert is held against."""

from sqlalchemy import CheckConstraint, Column, Date, Index, LargeBinary, PrimaryKeyConstraint, Table, Text
from sqlalchemy.dialects.postgresql import INTEGER

from triage_warden.storage.postgres.tables.metadata import METADATA, tenant_column

RULE_DAYS = Table(
    "rule_days",
    METADATA,
    tenant_column(),
    Column("rule_key", LargeBinary, nullable=False),
    Column("entity_key", LargeBinary, nullable=False),
    Column("day", Date, nullable=False),
    Column("source", Text, nullable=False),
    Column("alerts", INTEGER, nullable=False),
    PrimaryKeyConstraint("tenant_id", "rule_key", "entity_key", "day"),
    CheckConstraint("octet_length(rule_key) = 16", name="rule_key"),
    CheckConstraint("octet_length(entity_key) = 16", name="entity_key"),
    CheckConstraint("alerts > 0", name="alerts_positive"),
    Index(None, "tenant_id", "source", "day"),
    postgresql_with={"fillfactor": 80},
)
"""Counted when alerts are grouped, where one tenant's alerts come in single file: no two writers wait for a row.

Keys stand for source and rule, and for the entity (see history_keys.py): titles can be longer than an index row.
"""
