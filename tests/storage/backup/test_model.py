"""Tests of what a backup says of itself."""

from kit.backup_files import a_manifest


def test_rows_and_keys_are_those_of_all_tables_and_tenants() -> None:
    """What an operator is told."""
    assert a_manifest().rows == 3
    assert a_manifest().keys == {"k1": 2, "k2": 2, "k3": 2}
