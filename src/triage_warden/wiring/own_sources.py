"""Sources that users add in files: the mappings of one folder, beside the built-in ones."""

from collections.abc import Mapping
from pathlib import Path

from triage_warden.connector_kit.mapped.errors import BadMapping
from triage_warden.connector_kit.mapped.source import from_file
from triage_warden.connector_kit.source import AlertSource


def with_own(built_in: Mapping[str, AlertSource], folder: Path | None) -> Mapping[str, AlertSource]:
    """Return the sources with those of the folder's `*.toml`; one of a built-in's name replaces it.

    Raises:
        BadMapping: the folder is none, a mapping in it cannot be used, or two are of one name.
    """
    if folder is None:
        return built_in
    if not folder.is_dir():
        raise BadMapping(detail=f"TW_SOURCES_DIR: {folder} is no folder; create it, or leave the setting out.")
    own: dict[str, AlertSource] = {}
    for file in sorted(folder.glob("*.toml")):
        source = from_file(file)
        if source.name in own:
            raise BadMapping(detail=f"{file}: name: another mapping in {folder} is named '{source.name}', too.")
        own[source.name] = source
    return {**built_in, **own}
