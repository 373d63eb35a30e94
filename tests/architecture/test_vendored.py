"""Code of others that browsers run is what its package published, and is listed with version and licence."""

import re
from hashlib import sha256
from pathlib import Path

WEB = Path(__file__).parents[2] / "src/triage_warden/web"
VENDOR = WEB / "static/vendor"
_ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` \| `[^`]+` \| (?P<version>[\d.]+) \| \w+ \(`(?P<licence>[^`]+)`\) \| `(?P<hash>\w+)` \|$"
)


def listed() -> dict[str, re.Match[str]]:
    """Return the rows of the table by file."""
    lines = (VENDOR / "README.md").read_text(encoding="utf-8").splitlines()
    return {row["file"]: row for line in lines if (row := _ROW.match(line))}


def test_every_script_is_the_one_that_is_listed() -> None:
    """Byte for byte, with its version in the name and its licence beside it."""
    rows = listed()
    scripts = {path.relative_to(WEB / "static").as_posix(): path for path in (WEB / "static").rglob("*.js")}
    assert set(scripts) == {f"vendor/{name}" for name in rows}
    for name, row in rows.items():
        assert sha256((VENDOR / name).read_bytes()).hexdigest() == row["hash"], name
        assert row["version"] in name
        assert (VENDOR / row["licence"]).is_file()


def test_pages_load_the_listed_scripts_and_no_others() -> None:
    """None from elsewhere, and none that is no longer kept up to date."""
    loaded: set[str] = set()
    for template in (WEB / "templates").rglob("*.html"):
        loaded |= set(re.findall(r"<script[^>]*\bsrc=\"([^\"]+)\"", template.read_text(encoding="utf-8")))
    assert loaded == {f"/static/vendor/{name}" for name in listed()}
