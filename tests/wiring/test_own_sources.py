from pathlib import Path

import pytest

from triage_warden.connector_kit.mapped.errors import BadMapping
from triage_warden.wiring.catalogue import recognise, sources
from triage_warden.wiring.own_sources import with_own

MAPPING = """
name = "{name}"
source_title = "Our tool"
documentation = "https://wiki.example.com/tool"
title = "what"
[[when]]
has = ["our_tool"]
"""


def test_without_a_folder_there_are_the_built_in_sources() -> None:
    """Nothing is read."""
    assert with_own(sources(), None) == sources()


def test_mappings_of_the_folder_are_sources(tmp_path: Path) -> None:
    """Under their own names, recognised as any other; other files are left alone."""
    (tmp_path / "tool.toml").write_text(MAPPING.format(name="our_tool"), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no mapping", encoding="utf-8")
    known = with_own(sources(), tmp_path)
    assert known.keys() - sources().keys() == {"our_tool"}
    found = recognise(b'{"our_tool":1,"what":"x"}', known.values())
    assert found is not None
    assert found.name == "our_tool"


def test_one_of_a_built_in_name_replaces_it(tmp_path: Path) -> None:
    """Who knows the tool better may say so."""
    (tmp_path / "okta.toml").write_text(MAPPING.format(name="okta"), encoding="utf-8")
    assert with_own(sources(), tmp_path)["okta"].title == "Our tool"


def test_a_mistake_stops_the_start_with_file_and_key(tmp_path: Path) -> None:
    """A source that is silently missing would lose alerts."""
    (tmp_path / "a.toml").write_text(MAPPING.format(name="tool") + "colour = 1\n", encoding="utf-8")
    with pytest.raises(BadMapping, match=r"a\.toml, line \d+"):
        with_own(sources(), tmp_path)


def test_two_of_one_name_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    """Either may be the wrong one."""
    for file in ("a.toml", "b.toml"):
        (tmp_path / file).write_text(MAPPING.format(name="tool"), encoding="utf-8")
    with pytest.raises(BadMapping, match="another mapping"):
        with_own(sources(), tmp_path)
    with pytest.raises(BadMapping, match="TW_SOURCES_DIR"):
        with_own(sources(), tmp_path / "gone")
