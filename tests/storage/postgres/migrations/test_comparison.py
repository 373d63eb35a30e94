"""Tests of what is compared (the comparison itself is in test_migrate)."""

import pytest

from triage_warden.storage.postgres.migrations.comparison import Kind, is_ours


@pytest.mark.parametrize(
    ("name", "kind", "ours"),
    [
        ("alerts", "table", True),
        ("alerts_2026_03_02", "table", False),
        ("pgqueuer", "table", False),
        ("anything", "column", True),
    ],
)
def test_days_and_the_queues_tables_are_left_out(name: str, kind: Kind, *, ours: bool) -> None:
    """Tables that are made while running are not differences."""
    assert is_ours(name, kind, {}) is ours
