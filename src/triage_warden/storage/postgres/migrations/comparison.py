"""What counts when the tables in code are compared with those in the database."""

from collections.abc import MutableMapping
from typing import Literal, TypeAlias

from triage_warden.storage.postgres.tables.all import METADATA

Kind: TypeAlias = Literal[
    "schema", "table", "column", "index", "unique_constraint", "foreign_key_constraint", "check_constraint"
]
Parent: TypeAlias = Literal["schema_name", "table_name", "schema_qualified_table_name"]


def is_ours(name: str | None, kind: Kind, parents: MutableMapping[Parent, str | None]) -> bool:
    """Leave out the partitions of alerts, which are made day by day, and the queue's tables, which the queue makes."""
    del parents
    return kind != "table" or name in METADATA.tables
