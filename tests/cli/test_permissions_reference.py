"""The reference page of permissions is what routes and commands declare."""

from pathlib import Path

from triage_warden.cli.permissions_reference import by_permission, permissions_page, write
from triage_warden.core.identity.permissions import Permission

KEPT = Path(__file__).parents[2] / "docs" / "reference" / "permissions.md"


def test_the_kept_page_is_what_the_code_says() -> None:
    """`make docs` was run after the last change."""
    assert KEPT.read_text(encoding="utf-8") == permissions_page()


def test_a_command_stands_with_everything_that_it_needs() -> None:
    """Those that ask no server need no permission."""
    found = by_permission()
    assert "incident show" in found[Permission.INCIDENTS_READ]
    assert "incident show" in found[Permission.ALERTS_READ]
    assert not [name for names in found.values() for name in names if name in {"keys rotate", "doctor", "serve"}]


def test_the_page_is_written_where_the_docs_are(tmp_path: Path) -> None:
    """`make docs` calls this."""
    (tmp_path / "docs/reference").mkdir(parents=True)
    write(tmp_path)
    assert (tmp_path / "docs/reference/permissions.md").read_text(encoding="utf-8") == permissions_page()
