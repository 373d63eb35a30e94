"""The settings in the code, in the reference page, in .env.example and in the chart are one list."""

from pathlib import Path

import pytest

from deploy.helm.reference import written
from deploy.helm.settings import (
    CONNECTIONS,
    FIRST_START,
    NO_USE,
    REQUIRED,
    WORKED_OUT,
    config_schema,
    optional_secrets,
    secret_settings,
)
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


@pytest.mark.parametrize("path", written(), ids=lambda path: path.name)
def test_what_the_chart_carries_is_what_the_code_says(path: Path) -> None:
    """`make docs` was run after the last change of settings, values.yaml or version."""
    assert path.read_text(encoding="utf-8") == written()[path]


def test_every_setting_has_one_place_in_the_chart() -> None:
    """As `config`, in the Secret, worked out from values, or of no use in a pod; none is forgotten, none invented."""
    places = [
        frozenset(config_schema()["properties"]),
        WORKED_OUT,
        NO_USE,
        CONNECTIONS,
        frozenset({*REQUIRED, FIRST_START}),
        frozenset(optional_secrets()),
    ]
    everywhere = [variable for place in places for variable in place]
    assert sorted(everywhere) == sorted(variable_of(name, about) for name, about in described())
    assert frozenset().union(*places[3:]) == secret_settings()
