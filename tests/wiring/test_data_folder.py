"""Where an installation keeps its data."""

from pathlib import Path

from triage_warden.wiring.data_folder import data_folder
from triage_warden.wiring.settings import Settings


def test_the_data_folder_is_what_the_settings_say_else_the_users_data_home() -> None:
    """TW_DATA_DIR goes first."""
    assert data_folder(Settings(data_dir=Path("/srv/tw"))) == Path("/srv/tw")
    assert data_folder(Settings(xdg_data_home=Path("/home/x/.data"))).name == "triage-warden"
