"""Links between our own pages lead somewhere."""

import re
import subprocess
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pytest

ROOT: Final = Path(__file__).parents[2]
_LINK: Final = re.compile(r"(?<!!)\[[^\]]*\]\(<?([^)>\s]+)>?\)")
_CODE: Final = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_HEADING: Final = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)


def pages() -> list[Path]:
    """Return every page in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).exists()]


def links_of(text: str) -> list[str]:
    """Return where a page's links lead that lead to other files of ours, or to places in itself."""
    found = _LINK.findall(_CODE.sub("", text))
    return [unquote(link) for link in found if not re.match(r"[a-z][a-z0-9+.-]*:", link)]


def anchors_of(text: str) -> set[str]:
    """Return the places in a page, as GitHub names them."""
    plain = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in _HEADING.findall(plain)}


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    """To a file that is there, and to a heading in it."""
    broken: list[str] = []
    for link in links_of(page.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors_of(target.read_text())):
            broken.append(link)
    assert broken == []


def test_links_are_found() -> None:
    """In text, not in code; others' sites are not ours to check."""
    text = "[a](b.md#c) `[no](x.md)` [d](https://example.com) ![e](f.png) [g](#h)\n```\n[no](y.md)\n```\n"
    assert links_of(text) == ["b.md#c", "#h"]
    assert anchors_of("# One, two & *three*\n```\n# no\n```\n") == {"one-two--three"}
