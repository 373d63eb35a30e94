"""The description of the API (OpenAPI 3.1), made from the routes and from the structs that read and write them.

The structs are what decodes requests and encodes answers, and msgspec writes their JSON Schema, so the description
cannot say anything else than the code does.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

import msgspec
from litestar.handlers import HTTPRouteHandler

from triage_warden.web.openapi.declare import KEY, Operation
from triage_warden.web.openapi.examples import EXAMPLES
from triage_warden.web.shared.access import Needs, Public, access_of
from triage_warden.web.shared.problems import PROBLEM_TYPE, Problem

Json = dict[str, Any]
_REF: Final = "#/components/schemas/{name}"
_PARAMETER = re.compile(r"\{(\w+)(?::\w+)?\}")
_INTRODUCTION: Final = (
    "Alerts in, incidents with verdicts that cite their facts out. Errors are problem details (RFC 9457); lists page "
    "by cursor; times are RFC 3339 in UTC; every answer carries `X-Request-ID`."
)
_HEADERS: Final[dict[str, Json]] = {
    "Idempotency-Key": {
        "description": "Sending the same again under the same key changes nothing and brings the first answer again; "
        "something else under it is refused (422, `idempotency_key_reused`).",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    },
    "Content-Encoding": {
        "description": "How the body is compressed.",
        "schema": {"type": "string", "enum": ["gzip", "identity"]},
    },
}
_SCHEMES: Final[dict[str, Json]] = {
    "apiKey": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key, `tw_…`; what it permits is in docs/reference/permissions.md.",
    },
    "accessToken": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "A short-lived token, made from an API key by `POST /api/v1/auth/token`.",
    },
}
_SIGNED: Final[dict[str, Json]] = {
    "signedDelivery": {
        "type": "apiKey",
        "in": "header",
        "name": "X-TW-Signature",
        "description": "`sha256=` and the hexadecimal HMAC-SHA256, under the source's secret, of `X-TW-Timestamp` "
        "(seconds since 1970, within five minutes), a dot and the body. Vendors sign in their own schemes instead: "
        "`X-Hub-Signature-256`, `X-Slack-Signature`, `X-PagerDuty-Signature`, Okta's `Authorization`, Amazon SNS's "
        "signed messages, Microsoft Graph's `clientState`; which one is kept with the secret.",
    },
}
"""Only where deliveries may be signed."""
_ASKED: Final[Json] = {
    "description": "Nothing was taken in: the sender asked something under its signature (Slack's `url_verification`, "
    "Amazon SNS's confirmations, Microsoft Graph's `validationToken` and lifecycle): what it wants to hear.",
    "content": {"text/plain": {}, "application/json": {}},
}
_PROBLEMS: Final = {
    400: "The request cannot be read.",
    401: "This needs a credential, and none that is good was sent; `WWW-Authenticate` says of which kind.",
    403: "Not allowed for you.",
    404: "There is no such thing.",
    409: "The thing changed in the meantime, or its state does not allow this.",
    413: "Over a limit.",
    415: "Not a kind of body that is taken here.",
    422: "A field or parameter cannot be used; `errors` says which and why.",
    429: "Asked too often; `Retry-After` says how long to wait.",
    503: "The database or the queue cannot take it now; `Retry-After` says when.",
}


def document(handlers: Iterable[HTTPRouteHandler], version: str) -> Json:
    """Return the whole document; only handlers that declare an operation are part of the API."""
    found = [(handler, operation) for handler in handlers if (operation := declared(handler))]
    types = {id(each): each for _, operation in found for each in _types(operation)}
    schemas, components = msgspec.json.schema_components([*types.values(), Problem], ref_template=_REF)
    by_id = dict(zip(types, schemas, strict=False))
    paths: Json = {}
    for handler, operation in found:
        path = _PARAMETER.sub(r"{\1}", min(handler.paths))
        method = min(handler.http_methods).lower()
        paths.setdefault(path, {})[method] = _operation(handler, operation, by_id, components=components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Triage Warden",
            "version": version,
            "description": _INTRODUCTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "securitySchemes": _SCHEMES | _SIGNED,
            "schemas": {name: schema for name, schema in sorted(components.items()) if name not in _queries(found)},
            "responses": {str(status): _problem(status, text) for status, text in _PROBLEMS.items()},
        },
        "tags": [{"name": name} for name in dict.fromkeys(tag for handler, _ in found for tag in handler.tags or [])],
    }


def declared(handler: HTTPRouteHandler) -> Operation | None:
    """Return what the handler says about itself, if it is part of the API."""
    operation = handler.opt.get(KEY)
    return operation if isinstance(operation, Operation) else None


def _types(operation: Operation) -> list[Any]:
    return [each for each in (operation.query, operation.body, operation.answer) if each is not None]


def _queries(found: list[tuple[HTTPRouteHandler, Operation]]) -> set[str]:
    return {operation.query.__name__ for _, operation in found if operation.query}


def _operation(handler: HTTPRouteHandler, operation: Operation, schemas: dict[int, Json], *, components: Json) -> Json:
    status = str(handler.status_code or 200)
    access = access_of(handler.opt)
    open_to_all = isinstance(access, Public)
    schemes = [*_SCHEMES, *(_SIGNED if isinstance(access, Needs) and access.or_signed else ())]
    result: Json = {
        "operationId": handler.operation_id,
        "summary": handler.summary,
        "description": (handler.fn.__doc__ or "").strip(),
        "tags": list(handler.tags or []),
        "security": [] if open_to_all else [{name: []} for name in schemes],
        "parameters": [
            *_path_parameters(handler),
            *_query_parameters(operation, components),
            *({"name": name, "in": "header", "required": False, **_HEADERS[name]} for name in operation.headers),
        ],
        "responses": {
            each: _answer(operation, schemas, "" if each == status else "The same, saying no.")
            for each in (status, *map(str, operation.also))
        },
    }
    problems = _problems(operation, open_to_all=open_to_all)
    result["responses"] |= {str(each): {"$ref": f"#/components/responses/{each}"} for each in problems}
    if operation.asked:
        result["responses"]["200"] = _ASKED | {"headers": _RESPONSE_HEADERS}
    if body := _body(operation, schemas):
        result["requestBody"] = body
    return result


def _problems(operation: Operation, *, open_to_all: bool) -> list[int]:
    return sorted({429, *operation.problems, *(() if open_to_all else (401, 403))})


def _path_parameters(handler: HTTPRouteHandler) -> list[Json]:
    names = _PARAMETER.findall(min(handler.paths))
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _query_parameters(operation: Operation, components: Json) -> list[Json]:
    if operation.query is None:
        return []
    properties: Json = components[operation.query.__name__]["properties"]
    return [
        {"name": name, "in": "query", "required": False, **_described(_without_null(schema))}
        for name, schema in properties.items()
    ]


def _described(schema: Json) -> Json:
    kept = {name: value for name, value in schema.items() if name not in {"description", "default"}}
    if "default" in schema and schema["default"] is not None:
        kept["default"] = schema["default"]
    found: Json = {"schema": kept}
    if "description" in schema:
        found["description"] = schema["description"]
    return found


def _without_null(schema: Json) -> Json:
    """A query has no null: what may be left out is just left out."""
    options = [each for each in schema.get("anyOf", []) if each.get("type") != "null"]
    if len(options) != 1:
        return schema
    rest = {name: value for name, value in schema.items() if name != "anyOf"}
    return {**options[0], **rest}


def _body(operation: Operation, schemas: dict[int, Json]) -> Json | None:
    if operation.body is not None:
        return {"required": True, "content": {"application/json": {"schema": schemas[id(operation.body)]}}}
    if not operation.media_types:
        return None
    return {
        "required": True,
        "description": "The source's own payload; compressed or not.",
        "content": {name: EXAMPLES.get(name, {}) for name in operation.media_types},
    }


def _answer(operation: Operation, schemas: dict[int, Json], description: str) -> Json:
    content: Json = {
        media_type: {"schema": schemas[id(operation.answer)]} if operation.answer is not None else {}
        for media_type in operation.answer_types
    }
    return {"description": description or "As asked.", "headers": _RESPONSE_HEADERS, "content": content}


def _problem(status: int, text: str) -> Json:
    headers = dict(_RESPONSE_HEADERS)
    if status == 401:  # noqa: PLR2004  # the status itself is the clearest name
        headers["WWW-Authenticate"] = {"schema": {"type": "string"}, "description": "`Bearer`."}
    if status in {429, 503}:  # the status itself is the clearest name
        headers["Retry-After"] = {"schema": {"type": "integer"}, "description": "Seconds."}
    schema = {"$ref": _REF.format(name=Problem.__name__)}
    return {"description": text, "headers": headers, "content": {PROBLEM_TYPE: {"schema": schema}}}


_RESPONSE_HEADERS: Final[Json] = {
    "X-Request-ID": {"schema": {"type": "string"}, "description": "Finds the request in our log."},
}
