"""Tests of where data goes when nobody says."""

from pathlib import Path

import pytest

from triage_warden.storage.postgres.cluster.home import data_home

HOME = Path("/home/analyst")


@pytest.mark.parametrize(
    ("xdg", "root", "expected"),
    [
        (None, False, "/home/analyst/.local/share/triage-warden"),
        ("", False, "/home/analyst/.local/share/triage-warden"),
        ("/data", False, "/data/triage-warden"),
        ("relative", False, "/home/analyst/.local/share/triage-warden"),
        (None, True, "/var/lib/triage-warden"),
        ("/root/.data", True, "/var/lib/triage-warden"),
    ],
)
def test_follows_xdg_but_for_root(xdg: str | None, root: bool, expected: str) -> None:  # noqa: FBT001  # a table's column
    """XDG's rule for people; a folder that the server's account can reach for root."""
    assert data_home(HOME, xdg_data_home=xdg, root=root) == Path(expected)
