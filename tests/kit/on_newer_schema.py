"""A pytest plugin: each process that a journey starts gets a database whose schema is newer than its code.

Loaded into the test run of an older commit (tests/faults/test_version_skew.py), whose kit it finds under `kit`.
"""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import asyncpg

import kit.process as old_kit

ADMINISTRATOR = "TW_SKEW_ADMINISTRATOR"
URL = "TW_SKEW_URL"
"""With `{database}` where the name goes."""
TEMPLATE = "skew_template"

_environment: Callable[[Path], dict[str, str]] = old_kit.an_environment


def pytest_configure() -> None:
    """Stand in for the kit's own; to import this changes nothing yet."""
    old_kit.an_environment = an_environment


_names: dict[Path, str] = {}


def an_environment(folder: Path) -> dict[str, str]:
    """Return what the journey gives its process, and a database for each of its data folders."""
    if folder not in _names:
        _names[folder] = f"skew_{len(_names)}"
        asyncio.run(_create(_names[folder]))
    url = os.environ[URL].replace("{database}", _names[folder])  # noqa: TID251  # how the run around us tells
    return _environment(folder) | {"DATABASE_URL": url}


async def _create(name: str) -> None:
    connection = await asyncpg.connect(os.environ[ADMINISTRATOR])  # noqa: TID251  # likewise
    await connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER triage_warden")
    await connection.close()
