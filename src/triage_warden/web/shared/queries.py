"""Read query parameters and bodies into wire structs, and say which field is wrong and what it may be."""

import re
from collections import Counter
from functools import cache
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl

import msgspec

from triage_warden.kernel.errors import FieldError, Invalid
from triage_warden.web.shared.errors import BadRequest

T = TypeVar("T", bound=msgspec.Struct)
_POINTER = re.compile(r"^(?P<what>.*?)(?: - at `(?:key in )?\$(?P<path>[^`]*)`)?$", re.DOTALL)
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>[^`]*)`")
_MISSING = re.compile(r"Object missing required field `(?P<name>[^`]*)`")
_NUMBER = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?")
_MAX_FIELDS: Final = 50


class InvalidParameter(Invalid):
    """A query parameter cannot be used."""


class InvalidBody(Invalid):
    """A field of the body cannot be used."""


def read_query(query_string: bytes, wanted: type[T]) -> T:
    """Return the query as a struct; blank means unset. Raise InvalidParameter, naming what is allowed."""
    try:
        pairs = parse_qsl(query_string.decode("latin-1"), max_num_fields=_MAX_FIELDS)
    except ValueError as error:
        raise BadRequest(detail=f"There are more than {_MAX_FIELDS} query parameters.") from error
    repeated = [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]
    if repeated:
        raise _error(InvalidParameter, repeated[0], "is given more than once")
    return _convert(dict(pairs), wanted)


def read_body(body: bytes, wanted: type[T]) -> T:
    """Return a JSON body as a struct; raise BadRequest where it is no JSON, InvalidBody where a field is wrong."""
    try:
        value = msgspec.json.decode(body, type=wanted, strict=True)
    except msgspec.ValidationError as error:
        raise _from_msgspec(InvalidBody, str(error), wanted) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRequest(detail="The body is not JSON; send one JSON object as application/json.") from error
    return _no_control(InvalidBody, value)


def read_form(fields: dict[str, str], wanted: type[T]) -> T:
    """Return a form's fields as a struct; blank means unset. Raise InvalidParameter."""
    return _convert(fields, wanted)


def _convert(sent: dict[str, str], wanted: type[T]) -> T:
    longest = _longest(wanted)
    for name, value in sent.items():
        if len(value) > longest.get(name, len(value)):  # as it was sent: what the schema says holds for blanks, too
            raise _error(InvalidParameter, name, f"is wrong: it has more than {longest[name]} characters")
    values = {name: value.strip() for name, value in sent.items() if value.strip()}
    for name in _moments(wanted) & values.keys():
        if _NUMBER.fullmatch(values[name]):  # lax conversion would take it for seconds since 1970
            raise _error(InvalidParameter, name, "must be a time as in RFC 3339, for instance 2026-03-02T09:00:00Z")
    try:
        found = msgspec.convert(values, wanted, strict=False)
    except msgspec.ValidationError as error:
        raise _from_msgspec(InvalidParameter, str(error), wanted) from error
    nulls = [name for name in values if getattr(found, name, values) is None]
    if nulls:  # lax conversion takes the word null for nothing, and a filter that was given must hold
        raise _error(InvalidParameter, nulls[0], "cannot be null; leave it out")
    return _no_control(InvalidParameter, found)


def _no_control(family: type[Invalid], value: T) -> T:
    """PostgreSQL's text holds no NUL, and no name, reason or filter has one for a good cause."""
    for name in value.__struct_fields__:
        text = getattr(value, name)
        if isinstance(text, str) and "\x00" in text:
            raise _error(family, name, "must not contain NUL")
    return value


def _from_msgspec(family: type[Invalid], message: str, wanted: type[msgspec.Struct]) -> Invalid:
    match = _POINTER.match(message)
    what, path = (match["what"], match["path"] or "") if match else (message, "")
    unknown, missing = _UNKNOWN.search(what), _MISSING.search(what)
    if unknown:
        return _error(family, unknown["name"], f"is not known; known are {', '.join(_fields(wanted))}")
    if missing:
        return _error(family, missing["name"], "is required")
    name = path.lstrip(".").replace(".", "/")
    allowed = _fields(wanted).get(name)
    hint = f"must be one of {', '.join(allowed)}" if allowed else f"is wrong: {what[:1].lower()}{what[1:]}"
    return _error(family, name, hint)


def _error(family: type[Invalid], name: str, hint: str) -> Invalid:
    shown = f"'{name}' {hint}." if name else f"The whole {hint}."
    pointer = f"/{name.replace('~', '~0')}" if name else ""
    return family(detail=shown, errors=(FieldError(pointer=pointer, detail=f"{hint[:1].upper()}{hint[1:]}."),))


@cache
def _fields(wanted: type[msgspec.Struct]) -> dict[str, tuple[str, ...]]:
    """Return each field's name on the wire with its allowed values, where it has a closed list of them."""
    _, components = msgspec.json.schema_components([wanted])
    properties = components.get(wanted.__name__, {}).get("properties", {})
    return {name: tuple(map(str, _choices(schema, components))) for name, schema in properties.items()}


@cache
def _moments(wanted: type[msgspec.Struct]) -> frozenset[str]:
    """Return the names of the fields that hold times."""
    found = (field for field in msgspec.structs.fields(wanted) if "datetime" in str(field.type))
    return frozenset(field.encode_name for field in found)


@cache
def _longest(wanted: type[msgspec.Struct]) -> dict[str, int]:
    """Return how many characters the fields may have that have a bound."""
    _, components = msgspec.json.schema_components([wanted])
    properties: dict[str, dict[str, Any]] = components.get(wanted.__name__, {}).get("properties", {})
    texts = ((name, each) for name, schema in properties.items() for each in (schema, *schema.get("anyOf", ())))
    return {name: each["maxLength"] for name, each in texts if "maxLength" in each}


def _choices(schema: dict[str, object], components: dict[str, dict[str, object]]) -> list[object]:
    if isinstance(enum := schema.get("enum"), list):
        return enum
    if isinstance(reference := schema.get("$ref"), str):
        return _choices(components[reference.rpartition("/")[2]], components)
    options = schema.get("anyOf")
    if isinstance(options, list):
        return [choice for option in options for choice in _choices(option, components)]
    return []
