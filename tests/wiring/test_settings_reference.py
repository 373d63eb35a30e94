"""Reference pages are written from the code."""

from pathlib import Path

from triage_warden.wiring.settings_reference import env_example, reference_page, write


def test_a_setting_is_shown_with_its_variable_default_and_bounds() -> None:
    """One row holds what an operator asks."""
    assert "| `DATABASE_MAX_CONNECTIONS` | `10` | Most database connections one process opens. 6 to 500. |" in (
        reference_page()
    )


def test_both_files_are_written(tmp_path: Path) -> None:
    """`make docs` leaves the page and the example."""
    (tmp_path / "docs/reference").mkdir(parents=True)
    write(tmp_path)
    assert (tmp_path / ".env.example").read_text(encoding="utf-8") == env_example()
    assert (tmp_path / "docs/reference/settings.md").exists()
