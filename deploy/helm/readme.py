"""The chart's README, in the form that helm-docs gives one."""

import json
from pathlib import Path
from typing import Any, Final

from deploy.helm.values import Value

_HEAD: Final = Path(__file__).with_name("readme_head.md")


def readme(values: list[Value], optional: list[str]) -> str:
    """Return README.md."""
    head = _HEAD.read_text(encoding="utf-8").replace("{optional}", ", ".join(f"`{each}`" for each in optional))
    rows = [f"| {'.'.join(each.path)} | {_type(each)} | {_default(each.default)} | {each.text} |" for each in values]
    return head + "\n".join(rows) + "\n"


def _type(value: Value) -> str:
    return {bool: "bool", int: "int", str: "string", list: "list", dict: "object"}[type(value.default)]


def _default(default: Any) -> str:
    return f"`{json.dumps(default, ensure_ascii=False)}`".replace("|", "\\|")
