"""The process's environment, handed to whoever reads settings."""

import os
from collections.abc import Mapping

from triage_warden.wiring.settings import Settings, read_settings


def environment() -> Mapping[str, str]:
    """Return the environment; the command line is where it enters the program."""
    return os.environ  # noqa: TID251  # the one place; everything else takes it, or settings, as an argument


def settings() -> Settings:
    """Return the settings of this process, or raise UnreadableSetting."""
    return read_settings(environment())
