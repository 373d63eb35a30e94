"""Read XML, above all Windows events, into a tree as their JSON forms have it. No entities, no document types.

Shape of a Windows event: https://learn.microsoft.com/windows/win32/wes/eventschema-schema
"""

from typing import Final
from xml.parsers import expat  # nothing is resolved: documents that declare anything are refused

_MAX_DEPTH: Final = 32
_MAX_ELEMENTS: Final = 20_000
_TEXT: Final = "#text"
_DECLARES: Final = ("<!DOCTYPE", "<!ENTITY", "<!doctype", "<!entity")


class _Refused(Exception):
    """Deeper or wider than events are."""


def read_xml(text: str) -> dict[str, object] | None:
    """Return `{root: …}`; None where it is not XML, declares entities, or is deeper or wider than events are.

    Attributes are fields; text beside attributes or elements is `#text`; of equal elements there is a list. Named data
    (`<Data Name="a">b</Data>`) reads as `{"a": "b"}`. Namespaces are left off.
    """
    if any(mark in text for mark in _DECLARES):
        return None
    builder = _Builder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003  # expat takes it by position only
    except (expat.ExpatError, _Refused):
        return None
    return builder.root


class _Builder:
    """Builds the tree without recursion."""

    __slots__ = ("_count", "_stack", "root")

    def __init__(self) -> None:
        self.root: dict[str, object] = {}
        self._stack: list[tuple[str, dict[str, object], list[str]]] = [("", self.root, [])]
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self._count += 1
        if len(self._stack) > _MAX_DEPTH or self._count > _MAX_ELEMENTS:
            raise _Refused
        fields: dict[str, object] = {
            _local(name): value for name, value in attributes.items() if not name.startswith("xmlns")
        }
        self._stack.append((_local(tag), fields, []))

    def data(self, text: str) -> None:
        """Take in text."""
        self._stack[-1][2].append(text)

    def end(self, _tag: str) -> None:
        """Close an element and hang it into its parent."""
        name, fields, texts = self._stack.pop()
        text = "".join(texts).strip()
        parent = self._stack[-1][1]
        if name == "Data" and isinstance(fields.get("Name"), str):
            _put(parent, str(fields["Name"]), text)
        elif not fields:
            _put(parent, name, text)
        else:
            _put(parent, name, fields | {_TEXT: text} if text else fields)


def _put(parent: dict[str, object], name: str, value: object) -> None:
    if name not in parent:
        parent[name] = value
        return
    held = parent[name]
    if isinstance(held, list):
        held.append(value)
    else:
        parent[name] = [held, value]


def _local(name: str) -> str:
    return name.rpartition(":")[2]
