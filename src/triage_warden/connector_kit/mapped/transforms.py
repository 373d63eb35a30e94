"""What may be done to values on the way: a short, closed list."""

import base64
import binascii
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

import msgspec

from triage_warden.connector_kit.fields import as_text
from triage_warden.connector_kit.json_payload import too_deep
from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.paths import MAX_VALUES, Values
from triage_warden.connector_kit.mapped.patterns import pattern, search
from triage_warden.connector_kit.observed import bare_address

Transform = Callable[[Values], Values]
Enumerations = dict[str, dict[str, str]]

_LONGEST_ENCODED: Final = 1 << 20
_TRUE: Final = frozenset({"true", "yes", "1"})
_decoder: Final = msgspec.json.Decoder()


def transform(name: str, argument: str, enumerations: Enumerations) -> Transform:
    """Return what the name says, or raise BadExpression. `argument` is empty where there was none."""
    if name == "lookup":
        return _lookup(argument, enumerations)
    if name not in MAKERS:
        raise BadExpression(f"there is no transformation '{name}'; there are: {', '.join(sorted(MAKERS))}, lookup")
    return MAKERS[name](argument)


def _each(change: Callable[[str], str]) -> Transform:
    """Return what changes every scalar; what comes out empty is left out."""
    return lambda values: [found for found in (change(as_text(value)) for value in values) if found]


def _plain(change: Callable[[str], str]) -> Callable[[str], Transform]:
    def make(argument: str) -> Transform:
        if argument:
            raise BadExpression(f"'({argument})' belongs to a transformation that takes no argument; leave it out")
        return _each(change)

    return make


def _split(argument: str) -> Transform:
    separator = argument or ","

    def apply(values: Values) -> Values:
        parts = (part.strip() for value in values for part in as_text(value).split(separator, MAX_VALUES))
        return [part for part in parts if part]

    return apply


def _capture(argument: str) -> Transform:
    compiled = pattern(argument)
    if compiled.groups != 1:
        raise BadExpression(f"capture({argument}) needs exactly one group in parentheses; use (?:…) for others")

    def apply(value: str) -> str:
        found = search(compiled, value)
        return (found.group(1) or "").strip() if found else ""

    return _each(apply)


def _drop(argument: str) -> Transform:
    words = frozenset(word.strip().lower() for word in argument.split(","))
    return _each(lambda value: "" if value.lower() in words else value)


def _strip(argument: str) -> Transform:
    return _each(lambda value: value.removeprefix(argument))


def _before(argument: str) -> Transform:
    _needed("before", argument)
    return _each(lambda value: value.partition(argument)[0].strip())


def _after(argument: str) -> Transform:
    _needed("after", argument)
    return _each(lambda value: value.rpartition(argument)[2].strip())


def _yes(argument: str) -> Transform:
    word = argument or "yes"
    return lambda values: [word for value in values if value is True or as_text(value).lower() in _TRUE]


def _needed(name: str, argument: str) -> None:
    if not argument:
        raise BadExpression(f"{name} needs what to look for: {name}(/)")


def _join(argument: str) -> Transform:
    def apply(values: Values) -> Values:
        words = [word for word in map(as_text, values) if word]
        return [(argument or ", ").join(dict.fromkeys(words))] if words else []

    return apply


def _from_json(argument: str) -> Transform:
    del argument

    def apply(values: Values) -> Values:
        found = (_opened(value) if isinstance(value, str) else value for value in values)
        return [value for value in found if value is not None]

    return apply


def _opened(text: str) -> object:
    body = text.encode("utf-8", "replace")
    if len(body) > _LONGEST_ENCODED or too_deep(body):
        return None
    try:
        value: object = _decoder.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return None
    return value


def _base64(text: str) -> str:
    try:
        return base64.b64decode(text[:_LONGEST_ENCODED], validate=True).decode("utf-8", "replace").strip()
    except (ValueError, binascii.Error):
        return ""


def _host(text: str) -> str:
    try:
        return urlsplit(text if "://" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""


def _address(text: str) -> str:
    """Return the bare address of `Name <address>`."""
    return text.rpartition("<")[2].partition(">")[0].strip()


def _lookup(argument: str, enumerations: Enumerations) -> Transform:
    if argument not in enumerations:
        raise BadExpression(f"lookup({argument}) names no table; write [enumerations.{argument}]")
    table = {key.lower(): value for key, value in enumerations[argument].items()}
    return _each(lambda value: table.get(value.lower(), table.get("*", "")))


MAKERS: Final[dict[str, Callable[[str], Transform]]] = {
    "lower": _plain(str.lower),
    "upper": _plain(str.upper),
    "host": _plain(_host),
    "base64": _plain(_base64),
    "address": _plain(_address),
    "ip": _plain(bare_address),
    "basename": _plain(lambda value: value.replace("\\", "/").rstrip("/").rpartition("/")[2]),
    "words": _plain(lambda value: " ".join(value.replace("_", " ").replace("-", " ").split())),
    "json": _from_json,
    "split": _split,
    "join": _join,
    "strip": _strip,
    "before": _before,
    "after": _after,
    "drop": _drop,
    "capture": _capture,
    "yes": _yes,
    "first": lambda _: lambda values: values[:1],
    "last": lambda _: lambda values: values[-1:],
}
DESCRIPTIONS: Final[dict[str, str]] = {
    "lower": "lower case",
    "upper": "upper case",
    "host": "the host of a URL",
    "base64": "decoded from base64, as UTF-8",
    "address": "`user@example.com` of `Name <user@example.com>`",
    "ip": "an IP address without port, brackets and zone; nothing for what is none",
    "basename": "what stands after the last slash or backslash",
    "words": "`_` and `-` become blanks",
    "json": "a string with JSON becomes what it holds",
    "split": "`split(;)`: parts between separators, trimmed; without argument at commas",
    "join": "`join(, )`: all values as one text, equal ones once",
    "strip": "`strip(prefix)`: without the prefix",
    "before": "`before(x)`: what stands before the first x",
    "after": "`after(x)`: what stands after the last x",
    "drop": "`drop(a,b)`: these values are as good as none",
    "capture": "`capture(regex)`: what the only group of an RE2 pattern takes; case does not matter",
    "yes": "`yes(blocked)`: the word for every value that is true, `true`, `yes` or 1; nothing for others",
    "first": "the first value only",
    "last": "the last value only",
    "lookup": "`lookup(name)`: by the table `[enumerations.name]`; its key `*` is for all other values",
}
