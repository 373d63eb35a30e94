from pathlib import Path

from triage_warden.connector_kit.mapped.document import Document, Shape, Take
from triage_warden.connector_kit.mapped.reference import reference_page, write

ROOT = Path(__file__).parents[3]


def test_the_page_in_the_repository_is_the_one_the_code_writes() -> None:
    """Run `make docs` after changing the language."""
    assert (ROOT / "docs" / "reference" / "mapping.md").read_text(encoding="utf-8") == reference_page()


def test_every_key_is_on_it() -> None:
    """With its meaning."""
    page = reference_page()
    for kind in (Document, Shape, Take):
        assert all(f"| `{name}` |" in page for name in kind.__struct_fields__)


def test_the_page_is_written_where_the_docs_are(tmp_path: Path) -> None:
    """`make docs` calls this."""
    (tmp_path / "docs/reference").mkdir(parents=True)
    write(tmp_path)
    assert (tmp_path / "docs/reference/mapping.md").read_text(encoding="utf-8") == reference_page()
