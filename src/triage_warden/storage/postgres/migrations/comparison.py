"""What counts when the tables in code are compared with those in the database."""

from collections.abc import Mapping

from triage_warden.storage.postgres.tables.all import METADATA


def is_ours(name: str | None, kind: str, parents: Mapping[str, str | None]) -> bool:
    """Leave out the partitions of alerts, which are made day by day, and the queue's tables, which the queue makes."""
    del parents
    return kind != "table" or name in METADATA.tables
