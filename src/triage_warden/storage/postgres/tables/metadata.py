"""What every table shares: names for constraints, and the column that says whose a row is."""

from sqlalchemy import Column, DateTime, MetaData
from sqlalchemy.dialects.postgresql import UUID

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    },
)
TIME = DateTime(timezone=True)


def tenant_column() -> Column[object]:
    """Return `tenant_id`; a table that has it gets row security (tests/storage/postgres/test_isolation.py)."""
    return Column("tenant_id", UUID(as_uuid=True), nullable=False)
