"""The settings in the code, in the reference page and in .env.example are one list."""

from pathlib import Path

from triage_warden.wiring.settings import described, read_settings, variable_of
from triage_warden.wiring.settings_reference import env_example, reference_page

ROOT = Path(__file__).parents[2]


def test_the_reference_page_is_what_the_code_says() -> None:
    """`make docs` was run after the last change."""
    assert (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8") == reference_page()


def test_the_example_environment_is_what_the_code_says() -> None:
    """`make docs` was run after the last change."""
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == env_example()


def test_the_defaults_that_are_shown_can_be_read_back() -> None:
    """Uncommenting a line of the example changes nothing."""
    lines = [line.removeprefix("# ") for line in env_example().splitlines() if line.startswith("# ") and "=" in line]
    shown = dict(line.split("=", 1) for line in lines if line.split("=", 1)[0].isupper())
    assert set(shown) == {variable_of(name, about) for name, about in described()}
    assert read_settings(shown) == read_settings({})


def test_the_environment_is_read_in_one_place() -> None:
    """No module but the command line's entry touches the process environment."""
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if "os.environ" in path.read_text(encoding="utf-8") or "getenv" in path.read_text(encoding="utf-8")
    ]
    assert all(
        reader.startswith(("src/triage_warden/cli/", "src/triage_warden/storage/postgres/embedded"))
        for reader in readers
    ), readers
