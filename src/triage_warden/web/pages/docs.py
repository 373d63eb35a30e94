"""`/docs`: the description of the API for people, rendered here so that it needs no script and no internet."""

from typing import Any, Final

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.web.openapi.description import Description
from triage_warden.web.pages.rendering import Pages
from triage_warden.web.shared.access import public

Json = dict[str, Any]


class DocumentedOperation(msgspec.Struct, frozen=True, kw_only=True):
    """One operation as the page shows it."""

    method: str
    path: str
    about: Json
    body: list[tuple[str, str]]
    """Media types with an example, where there is one."""
    answers: list[tuple[str, str, str]]
    """Status, what it means, and the name of what is answered."""


@get("/docs", opt=public("the same in every installation of this version"))
async def docs(description: NamedDependency[Description], pages: NamedDependency[Pages]) -> Response[bytes]:
    """Show every operation by tag, and every type."""
    document = msgspec.json.decode(description.content)
    return pages(
        "docs/api.html",
        active="docs",
        info=document["info"],
        tags=[(tag["name"], operations(document, tag["name"])) for tag in document["tags"]],
        schemas={name: _fields(schema) for name, schema in document["components"]["schemas"].items()},
    )


def operations(document: Json, tag: str) -> list[DocumentedOperation]:
    """Return the operations of a tag, in the order of the document."""
    return [
        _documented(document, method.upper(), path, about=about)
        for path, methods in document["paths"].items()
        for method, about in methods.items()
        if tag in about["tags"]
    ]


def _documented(document: Json, method: str, path: str, *, about: Json) -> DocumentedOperation:
    body = about.get("requestBody", {}).get("content", {})
    return DocumentedOperation(
        method=method,
        path=path,
        about=about,
        body=[(media_type, _example(content)) for media_type, content in body.items()],
        answers=[_answer(document, status, found) for status, found in about["responses"].items()],
    )


def _example(content: Json) -> str:
    first = next(iter(content.get("examples", {}).values()), None)
    if first is not None:
        return msgspec.json.format(msgspec.json.encode(first["value"]), indent=2).decode()
    return spelled(content.get("schema", {}))


def _answer(document: Json, status: str, found: Json) -> tuple[str, str, str]:
    if "$ref" in found:
        found = document["components"]["responses"][found["$ref"].rpartition("/")[2]]
    media_type, content = next(iter(found["content"].items()))
    name = spelled(content["schema"]) if "schema" in content else media_type
    return status, found["description"], name


def _fields(schema: Json) -> Json:
    properties = {
        name: (spelled(each), name in schema.get("required", ()), each.get("description", ""))
        for name, each in schema.get("properties", {}).items()
    }
    return {"description": schema.get("description", ""), "fields": properties, "enum": schema.get("enum", [])}


def spelled(schema: Json) -> str:
    """Return a schema in a few words: `array of Incident`, `string or null`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(spelled(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"array of {spelled(schema.get('items', {}))}"
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    found = str(schema.get("type", "anything"))
    return f"{found} ({schema['format']})" if "format" in schema else found


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (docs,)
