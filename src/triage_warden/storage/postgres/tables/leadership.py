"""Who leads, who led, and what was done once; no tenant's data, so no row security."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, PrimaryKeyConstraint, Table, Text, text

from triage_warden.storage.postgres.tables.metadata import METADATA, TIME

_NOW = text("clock_timestamp()")

LEADER_FENCES = Table(
    "leader_fences",
    METADATA,
    Column("resource", Text, nullable=False),
    Column("token", BigInteger, nullable=False),
    PrimaryKeyConstraint("resource"),
    CheckConstraint("token > 0", name="token_positive"),
)
"""The newest token of each resource. A leader's transaction holds its row's share lock, so the next token waits for
it; a trigger refuses to lower or delete one."""

LEADER_TERMS = Table(
    "leader_terms",
    METADATA,
    Column("resource", Text, nullable=False),
    Column("token", BigInteger, nullable=False),
    Column("holder", Text, nullable=False),
    Column("backend", Text, nullable=False),
    Column("began_at", TIME, nullable=False, server_default=_NOW),
    Column("ended_at", TIME),
    Column("beats", BigInteger, nullable=False, server_default=text("0")),
    Column("beat_at", TIME),
    Column("refused", Integer, nullable=False, server_default=text("0")),
    PrimaryKeyConstraint("resource", "token"),
)
"""The history of leaderships: `beats` counts heartbeats that were accepted, `refused` transactions that came too late.
`ended_at` is when it was given back, or when the next began."""

LEADER_LEASES = Table(
    "leader_leases",
    METADATA,
    Column("resource", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("expires_at", TIME, nullable=False),
    PrimaryKeyConstraint("resource"),
)
"""The leases where there is no Redis; expired by the database's clock alone."""

SCHEDULE_TICKS = Table(
    "schedule_ticks",
    METADATA,
    Column("schedule", Text, nullable=False),
    Column("tick", TIME, nullable=False),
    Column("resource", Text, nullable=False),
    Column("token", BigInteger, nullable=False),
    Column("fired_at", TIME, nullable=False, server_default=_NOW),
    PrimaryKeyConstraint("schedule", "tick"),
    Index(None, "fired_at"),
)
"""A tick that was worked on, written in the transaction of its work, under the token of who did it."""
