from pathlib import Path

import pytest

from triage_warden.wiring.local_key_file import local_key_path, read_local_key


def test_a_key_is_read_without_its_line_end(tmp_path: Path) -> None:
    """It lies beside the other secrets."""
    path = local_key_path(tmp_path)
    assert path == tmp_path / "secrets" / "operator.key"
    path.parent.mkdir()
    path.write_text("tw_x\n")
    assert read_local_key(path) == "tw_x"


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_where_there_is_none_there_is_none(content: bytes | None, tmp_path: Path) -> None:
    """Missing, empty or broken; not an error, as another server may be meant."""
    path = tmp_path / "operator.key"
    if content is not None:
        path.write_bytes(content)
    assert read_local_key(path) is None
