from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from kit.mapped import read_all
from kit.payloads import payload_files
from triage_warden.connectors.checkpoint.manifest import SOURCE


@pytest.mark.parametrize("file", payload_files("checkpoint"), ids=lambda file: file.name)
def test_payloads_read_as_expected(file: Path, snapshot: SnapshotAssertion) -> None:
    """Each payload gives the alerts, or the reason, in its snapshot."""
    assert read_all(SOURCE, file.read_bytes()) == snapshot
