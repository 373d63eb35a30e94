"""The shared folder of real data: `TW_TEST_DATA`, or `../shared/data` beside the repository."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).parents[3] / "shared" / "data"


def real_data(name: str) -> Path:
    """Return a file of the folder, or skip the test, saying what is missing."""
    file = Path(os.environ.get("TW_TEST_DATA") or _BESIDE) / name  # noqa: TID251  # tests are told where by this alone
    if not file.exists():
        pytest.skip(f"{file} is not there; set TW_TEST_DATA")
    return file
