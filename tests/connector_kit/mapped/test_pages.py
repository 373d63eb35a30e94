from pathlib import Path

import pytest

from triage_warden.connector_kit.mapped.pages import page, write
from triage_warden.connector_kit.mapped.source import read_document

ROOT = Path(__file__).parents[3]
MAPPINGS = sorted((ROOT / "src" / "triage_warden" / "connectors").glob("*/mapping.toml"))


@pytest.mark.parametrize("file", MAPPINGS, ids=lambda file: file.parent.name)
def test_a_sources_page_is_what_its_mapping_says(file: Path) -> None:
    """Run `make docs` after changing a mapping."""
    document = read_document(file.read_text(encoding="utf-8"), str(file))
    assert (ROOT / "docs" / "connectors" / f"{file.parent.name}.md").read_text(encoding="utf-8") == page(document)


def test_every_mapping_says_what_to_send() -> None:
    """And cites the vendor's page."""
    for file in MAPPINGS:
        document = read_document(file.read_text(encoding="utf-8"), str(file))
        assert document.name == file.parent.name
        assert document.about
        assert document.documentation.startswith("https://")


def test_pages_are_written_where_the_docs_are(tmp_path: Path) -> None:
    """`make docs` calls this."""
    folder = tmp_path / "src/triage_warden/connectors/okta"
    folder.mkdir(parents=True)
    (tmp_path / "docs/connectors").mkdir(parents=True)
    (folder / "mapping.toml").write_bytes((MAPPINGS[0].parents[1] / "okta" / "mapping.toml").read_bytes())
    write(tmp_path)
    assert "okta" in (tmp_path / "docs/connectors/okta.md").read_text(encoding="utf-8")
