"""Where an installation keeps what is its own."""

import os
from pathlib import Path

from triage_warden.storage.postgres.cluster.home import data_home
from triage_warden.wiring.settings import Settings


def data_folder(settings: Settings) -> Path:
    """Return where this installation keeps its data."""
    if settings.data_dir is not None:
        return settings.data_dir
    xdg = str(settings.xdg_data_home) if settings.xdg_data_home else None
    return data_home(Path.home(), xdg_data_home=xdg, root=os.geteuid() == 0)
