"""Tests of comparing revisions."""

import pytest

from triage_warden.storage.postgres.migrations.revisions import HEAD, REVISIONS
from triage_warden.storage.postgres.revision import SchemaState, compare


@pytest.mark.parametrize(
    ("revision", "state"),
    [
        (HEAD, SchemaState.SAME),
        (None, SchemaState.OLDER),
        *[(revision, SchemaState.OLDER) for revision in REVISIONS[:-1]],
        ("9999_future", SchemaState.NEWER),
    ],
)
def test_tells_older_from_newer(revision: str | None, state: SchemaState) -> None:
    """Known and not the last is older; unknown was made by a newer version."""
    assert compare(revision) is state
