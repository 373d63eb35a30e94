"""The inventory of log events is whole: each event in the code is on the page with its levels, and none besides."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/logging.md"
_LEVELS = ("debug", "info", "warning", "error", "exception", "critical", "log")
_BY_PATH = {"request": {"debug", "info"}}
"""web/shared/edge.py writes probes' requests under another level than all others'."""
_ROW = re.compile(r"^\| `(\w+)` \| ([a-z, ]+) \| [^|]+ \|$", re.MULTILINE)


def events() -> dict[str, set[str]]:
    """Return what the code logs, with its levels."""
    found = defaultdict[str, set[str]](set)
    for path in sorted((ROOT / "src/triage_warden").rglob("*.py")):
        for name, level in _logged(ast.parse(path.read_text(encoding="utf-8")), str(path)):
            found[name].add(level)
    return dict(found)


def _logged(tree: ast.Module, where: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="log" | "_log"), attr=level)) if level in _LEVELS:
                names = [each.value for each in node.args if isinstance(each, ast.Constant)]
                assert len(names) == 1, f"{where}:{node.lineno}: an event's name is a constant"
                assert isinstance(names[0], str)
                yield names[0], {"log": "any", "exception": "error"}.get(level, level)
            case _:
                continue


def test_the_page_lists_every_log_event_and_no_other() -> None:
    """By its name and its levels."""
    listed = {name: {each.strip() for each in levels.split(",")} for name, levels in _ROW.findall(PAGE.read_text())}
    assert listed == events() | _BY_PATH
    assert len(listed) > 40
