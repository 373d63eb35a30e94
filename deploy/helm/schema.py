"""values.schema.json: what the chart takes, and nothing else."""

import json
from typing import Any, Final

from deploy.helm.settings import config_schema
from deploy.helm.values import Value

_QUANTITY: Final = r"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$"
_AMOUNTS: Final = {
    "type": "object",
    "additionalProperties": {"type": ["string", "number"], "pattern": _QUANTITY},
}
_NAMED: Final[dict[str, dict[str, Any]]] = {
    "duration": {"type": "string", "pattern": "^[0-9]+(s|m|h)$"},
    "name": {"type": "string", "pattern": r"^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$", "maxLength": 253},
    "key": {"type": "string", "pattern": r"^[-._a-zA-Z0-9]+$"},
    "size": {"type": "string", "pattern": _QUANTITY},
    "object": {"type": "object"},
    "objects": {"type": "array", "items": {"type": "object"}},
    "named": {"type": "array", "items": {"type": "object", "required": ["name"]}},
    "resources": {
        "type": "object",
        "additionalProperties": False,
        "properties": {"requests": _AMOUNTS, "limits": _AMOUNTS},
    },
}
_TYPES: Final[dict[type, str]] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}


def schema(values: list[Value]) -> str:
    """Return the schema's text; draft 7, which every Helm 3 and 4 reads."""
    root: dict[str, Any] = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Values of the chart triage-warden; written from values.yaml by `make docs`",
        **_empty(),
    }
    for value in values:
        section = root
        for name in value.path[:-1]:
            section = section["properties"].setdefault(name, _empty())
        section["properties"][value.path[-1]] = {"description": value.text, **_of(value)}
    return json.dumps(root, indent=2, ensure_ascii=False) + "\n"


def _empty() -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": {}}


def _of(value: Value) -> dict[str, Any]:
    own = dict(value.schema)
    named = own.pop("$ref", None)
    if named == "settings":
        return config_schema()
    inferred = {} if "enum" in own else {"type": _TYPES[type(value.default)]}
    return {**inferred, **(_NAMED[named] if named else {}), **own}
