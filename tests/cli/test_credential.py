from pathlib import Path

import pytest

from kit.command import refusal, run
from kit.fake_server import a_problem, an_answer, fake_server
from triage_warden.cli.credential import credential, local_key_file
from triage_warden.wiring.settings import Settings


def a_folder(tmp_path: Path) -> Settings:
    """Return settings whose data folder holds the local operator's key."""
    settings = Settings(data_dir=tmp_path)
    local_key_file(settings).parent.mkdir()
    local_key_file(settings).write_text("tw_local\n")
    return settings


def test_the_local_key_is_shown_on_this_machine_only(tmp_path: Path) -> None:
    """A server elsewhere does not get it."""
    settings = a_folder(tmp_path)
    assert credential(settings, is_here=True) == "tw_local"
    assert credential(settings, is_here=False) is None


@pytest.mark.parametrize("is_here", [True, False])
def test_a_key_that_was_given_goes_first(is_here: bool, tmp_path: Path) -> None:  # noqa: FBT001  # a table's column
    """To whichever server."""
    settings = Settings(data_dir=a_folder(tmp_path).data_dir, api_key="tw_given")
    assert credential(settings, is_here=is_here) == "tw_given"


def test_every_request_carries_it(tmp_path: Path) -> None:
    """From the data folder, or from TW_API_KEY."""
    a_folder(tmp_path)
    with fake_server() as server:
        server.prepare("GET", "/api/v1/quarantine", an_answer({"items": [], "next": None}))
        for env in ({"TW_DATA_DIR": str(tmp_path)}, {"TW_API_KEY": "tw_given"}, {}):
            assert run(["quarantine", "list", "--server", server.url], env=env).exit_code == 0
        shown = [asked.headers.get("authorization") for asked in server.asked]
    assert shown == ["Bearer tw_local", "Bearer tw_given", None]


def test_without_one_that_is_good_it_is_said_how_to_have_one() -> None:
    """In the one line of the refusal."""
    with fake_server() as server:
        server.prepare("GET", "/api/v1/quarantine", a_problem(401, "This needs a credential."))
        told = refusal(run(["quarantine", "list", "--server", server.url]))
    assert "TW_API_KEY" in told
