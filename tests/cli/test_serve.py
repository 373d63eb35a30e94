"""`triage-warden serve`."""

import subprocess
import sys

import pytest

from kit.command import refusal, run
from triage_warden.cli.serve import Role
from triage_warden.wiring.setting_groups.serving import ServeRole


def test_a_setting_that_cannot_be_read_is_one_line() -> None:
    """With its name and what would do."""
    assert "TW_ROLE" in refusal(run(["serve"], env={"TW_ROLE": "everything"}))


def test_the_roles_are_those_of_the_settings() -> None:
    """One list, here and in TW_ROLE."""
    assert [role.value for role in Role] == [role.value for role in ServeRole]


@pytest.mark.parametrize("role", ["worker", ""])
def test_a_role_that_is_none_is_wrong_usage(role: str) -> None:
    """Exit 2, before anything is started."""
    assert run(["serve", "--role", role]).exit_code == 2


def test_an_address_that_is_none_is_one_line_before_anything_is_started() -> None:
    """Real process."""
    env = {"TW_BIND_ADDRESS": "nowhere", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-m", "triage_warden", "serve"],
        capture_output=True, text=True, check=False, env=env, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "TW_BIND_ADDRESS: 'nowhere' is not HOST:PORT" in done.stderr
