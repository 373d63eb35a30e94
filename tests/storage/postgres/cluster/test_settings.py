"""Tests of the server's settings."""

from pathlib import Path

from triage_warden.storage.postgres.cluster.settings import DURABLE, THROWAWAY, as_arguments


def test_committed_means_on_disk() -> None:
    """Law 2 rests on these three; only throw-away databases lay others over them."""
    assert {DURABLE[name] for name in ("fsync", "synchronous_commit", "full_page_writes")} == {"on"}
    assert set(THROWAWAY) == {"fsync", "synchronous_commit", "full_page_writes"}


def test_every_setting_is_an_argument_of_its_own() -> None:
    """The socket's folder is quoted, because the server reads a list there."""
    arguments = as_arguments({"jit": "off"}, Path("/a b"))
    assert arguments == ["-c", "jit=off", "-c", 'unix_socket_directories="/a b"']
