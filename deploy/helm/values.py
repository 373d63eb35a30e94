"""values.yaml as a tree: each value with its default, what it is for, and what may be written.

`# --` above a key begins its description, `# @schema` narrows what is taken, in YAML. A key with a description is one
value, however deep its default; a key without is a section.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

CHART: Final = Path(__file__).parent / "triage-warden"
_TEXT: Final = "# --"
_SCHEMA: Final = "# @schema"


@dataclass(frozen=True, slots=True)
class Value:
    """One value that somebody may set."""

    path: tuple[str, ...]
    default: Any
    text: str
    schema: dict[str, Any]


class BadValues(Exception):
    """values.yaml says something that cannot be read, or leaves something out."""


def read_values(text: str) -> list[Value]:
    """Return every value, in order."""
    return _section(yaml.compose(text, Loader=yaml.SafeLoader), text.splitlines(), ())


def _section(node: Any, lines: list[str], path: tuple[str, ...]) -> list[Value]:
    found: list[Value] = []
    for key, content in node.value:
        here = (*path, key.value)
        description, schema = _said(lines, key.start_mark.line)
        if description:
            default = yaml.SafeLoader("").construct_object(content, deep=True)
            found.append(Value(here, default, description, schema))
        elif isinstance(content, yaml.MappingNode) and content.value:
            found += _section(content, lines, here)
        else:
            message = f"{'.'.join(here)} has no description"
            raise BadValues(message)
    return found


def _said(lines: list[str], key: int) -> tuple[str, dict[str, Any]]:
    """Return the description above a line, and the schema in it."""
    first = key
    while first and lines[first - 1].strip().startswith("#"):
        first -= 1
    words: list[str] = []
    schema: dict[str, Any] = {}
    for line in (each.strip() for each in lines[first:key]):
        if line.startswith(_SCHEMA):
            schema = yaml.safe_load(line.removeprefix(_SCHEMA))
        elif line.startswith(_TEXT) or words:
            words.append(line.removeprefix(_TEXT).removeprefix("#").strip())
    return " ".join(words), schema
