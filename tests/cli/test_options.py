"""Options that many commands share."""

import pytest

from kit.command import run


@pytest.mark.parametrize("address", ["localhost:8080", "ftp://127.0.0.1", "http://", "nonsense"])
def test_an_address_that_is_none_is_wrong_usage(address: str) -> None:
    """`--server` takes http and https addresses."""
    result = run(["incident", "list", "--server", address])
    assert result.exit_code == 2
    assert "is not an address such as http://127.0.0.1:8080" in result.stderr


def test_the_server_can_be_named_by_the_environment() -> None:
    """TW_BASE_URL stands in for --server."""
    result = run(["incident", "list"], env={"TW_BASE_URL": "nonsense"})
    assert result.exit_code == 2
    assert "'nonsense'" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["incident", "list"], ["incident", "show", "x"], ["alert", "list"], ["alert", "show", "x"],
        ["quarantine", "list"], ["quarantine", "show", "x"], ["quarantine", "replay", "x"],
        ["analyze", "x"], ["ingest", "x"], ["migrate"], ["serve"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_takes_output_and_knows_its_words(command: list[str]) -> None:
    """A word that is none is wrong usage before anything is done."""
    result = run([*command, "--output", "yaml"])
    assert result.exit_code == 2
    assert "'yaml' is not one of 'table', 'json'" in result.stderr
