import msgspec
import pytest

from triage_warden.cli.service_account_view import ServiceAccountRow, draw, row_of

SIEM = ServiceAccountRow(id="1", name="siem", role="analyst", owner="platform", description="takes in")


def test_the_state_is_a_word() -> None:
    """Not a colour alone."""
    assert row_of(SIEM) == ("siem", "analyst", "enabled", "platform", "takes in")
    assert row_of(msgspec.structs.replace(SIEM, disabled=True))[2] == "disabled"


def test_what_is_empty_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    """A line for each thing that is known."""
    draw(msgspec.json.encode(msgspec.structs.replace(SIEM, owner="")))
    told = capsys.readouterr().out
    assert "takes in" in told
    assert "Owner" not in told
