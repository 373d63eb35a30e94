"""The settings as a reference page and as an `.env.example`; both are written from the code."""

from pathlib import Path

from triage_warden.wiring.setting import About
from triage_warden.wiring.settings import default_of, described, variable_of

PAGE_HEAD = """# Settings

Written from `src/triage_warden/wiring/settings.py` by `make docs`; a test fails when the two differ.
Blank means unset. A value that cannot be read stops the start with the variable's name and the reason.

| variable | default | what for |
|---|---|---|
"""

ENV_HEAD = """# Every setting with its default. Copy to .env and uncomment what you change.
# Written from the code by `make docs`; docs/reference/settings.md explains each.
"""


def reference_page() -> str:
    """Return docs/reference/settings.md."""
    rows = [f"| {_names(name, about)} | {_shown(name)} | {_text(about)} |" for name, about in described()]
    return PAGE_HEAD + "\n".join(rows) + "\n"


def env_example() -> str:
    """Return .env.example."""
    blocks = [f"\n# {_text(about)}\n# {variable_of(name, about)}={_plain(name)}\n" for name, about in described()]
    return ENV_HEAD + "".join(blocks)


def write(root: Path) -> None:
    """Write both files below the repository's root."""
    (root / "docs" / "reference" / "settings.md").write_text(reference_page(), encoding="utf-8")
    (root / ".env.example").write_text(env_example(), encoding="utf-8")


def _names(name: str, about: About) -> str:
    alias = f" (alias `{about.alias}`)" if about.alias else ""
    return f"`{variable_of(name, about)}`{alias}"


def _text(about: About) -> str:
    if about.least is None:
        return about.text
    unit = f" {about.unit}" if about.unit else ""
    return f"{about.text} {about.least} to {about.most}{unit}."


def _shown(name: str) -> str:
    plain = _plain(name)
    return f"`{plain}`" if plain else "unset"


def _plain(name: str) -> str:
    default = default_of(name)
    if isinstance(default, bool):
        return str(default).lower()
    return "" if default in (None, ()) else str(default)


if __name__ == "__main__":
    write(Path.cwd())
