"""The entities of an alert: a list of nested objects that refer to one another by `$id` and `$ref`."""

from collections.abc import Iterator, Mapping

import msgspec

from triage_warden.connector_kit.fields import as_text, at, text

Node = Mapping[str, object]

MAX_NODES = 2_000
"""Objects that are looked at. Real alerts have a few dozen; the limit only stops a built one."""


class Graph(msgspec.Struct, frozen=True, kw_only=True):
    """Every typed object of the entity list, each once, wherever it is nested.

    An object stands in full where it is first mentioned and as `{"$ref": id}` afterwards, so walking the nesting
    meets each of them exactly once and needs no following of references, hence no guard against cycles.
    """

    by_kind: dict[str, list[Node]]
    by_id: dict[str, Node]

    @classmethod
    def of(cls, entities: list[object]) -> "Graph":
        """Return the graph of an entity list."""
        by_kind: dict[str, list[Node]] = {}
        by_id: dict[str, Node] = {}
        for node in _walked(entities):
            by_kind.setdefault(kind_of(node), []).append(node)
            if "$id" in node:
                by_id[text(node, "$id")] = node
        by_kind.pop("", None)
        return cls(by_kind=by_kind, by_id=by_id)

    def of_kind(self, *kinds: str) -> Iterator[Node]:
        """Yield the objects of the kinds, kind by kind, each in the order of the list."""
        return (node for kind in kinds for node in self.by_kind.get(kind, ()))

    def follow(self, node: Node, name: str) -> Node:
        """Return the object in a field, whether it stands there or is referred to; empty where there is none."""
        value = at(node, name)
        if not isinstance(value, dict):
            return {}
        return self.by_id.get(as_text(value.get("$ref")), value)


def kind_of(node: Node) -> str:
    """Return the entity's type in lower case without separators: `mailMessage`, `mail-message` are one."""
    return text(node, "Type").lower().replace("-", "").replace("_", "")


def _walked(entities: list[object]) -> Iterator[Node]:
    waiting: list[object] = entities[::-1]
    met = 0
    while waiting and met < MAX_NODES:
        value = waiting.pop()
        if isinstance(value, dict):
            met += 1
            if "$ref" not in value:
                yield value
            waiting.extend(part for part in reversed(value.values()) if isinstance(part, dict | list))
        elif isinstance(value, list):
            waiting.extend(part for part in reversed(value) if isinstance(part, dict | list))
