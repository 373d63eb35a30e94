"""Tests of what is looked at without a database."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from triage_warden.wiring.checkup.finding import State
from triage_warden.wiring.checkup.machine import look_at_disk, look_at_secrets
from triage_warden.wiring.setting_groups.serving import Environment
from triage_warden.wiring.settings import Settings

STRONG = "kX9v2mQ7pL4sT8wZ1cR6yB3nH5jD0fGa"
KEY = "a1g5djJtUTdwTDRzVDh3WjFjUjZ5QjNuSDVqRDBmR2E="


def test_secrets_that_production_needs_are_missed(tmp_path: Path) -> None:
    """With the variable's name and the command that makes one."""
    found = look_at_secrets(Settings(env=Environment.PRODUCTION, data_dir=tmp_path))
    assert found.state is State.WRONG
    assert "TW_JWT_SECRET" in found.text
    assert "openssl rand" in found.text


def test_a_list_of_keys_is_a_rotation_under_way(tmp_path: Path) -> None:
    """The remedy says how to end it."""
    other = "b1g5djJtUTdwTDRzVDh3WjFjUjZ5QjNuSDVqRDBmR2E="
    given = {"jwt_secret": STRONG, "session_secret": STRONG, "data_dir": tmp_path}
    found = look_at_secrets(Settings(**given, encryption_key=f"{KEY},{other}"))  # type: ignore[arg-type]  # by name
    assert (found.state, "keys rotate" in str(found.remedy)) == (State.NOTICE, True)
    assert look_at_secrets(Settings(**given, encryption_key=KEY)).state is State.OK  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(("free", "state"), [(100 << 20, State.WRONG), (1 << 30, State.NOTICE), (50 << 30, State.OK)])
def test_room_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: State) -> None:
    """Also of a folder that is not there yet."""

    def usage(_: object) -> SimpleNamespace:
        return SimpleNamespace(free=free)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    assert look_at_disk(tmp_path / "not" / "yet").state is state
