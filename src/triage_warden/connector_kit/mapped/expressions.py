"""Expressions: a path with transformations, a template, a constant, or a list of which the first that gives anything.

`a.b | lower`, `{rule.name} on {host.name | upper}`, `=constant`. In a template every part must give something, else the
whole gives nothing, unless the part ends in `?`.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from triage_warden.connector_kit.fields import as_text
from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.paths import Read, Values, path
from triage_warden.connector_kit.mapped.transforms import DESCRIPTIONS, Enumerations, Transform, transform

Text = Callable[[object], str]

_PIPE: Final = re.compile(r" \| (?=[a-z0-9]+(?:\(| \||$))")
_CALL: Final = re.compile(r"([a-z0-9]+)(?:\((.*)\))?", re.DOTALL)
_PART: Final = re.compile(r"\{([^{}]*)\}")
_LONGEST: Final = 2_000
_SHOWN: Final = 3
"""Values of one part that a template shows."""


def expression(written: str, enumerations: Enumerations) -> Read:
    """Return what reads the values of one expression, or raise BadExpression."""
    if len(written) > _LONGEST:
        raise BadExpression(f"the expression is longer than {_LONGEST} characters")
    if written.startswith("="):
        constant: Values = [written[1:]]
        return lambda _: constant
    if "{" in written.partition(" | ")[0]:
        end = written.rfind("}") + 1
        tail, *calls = _PIPE.split(written[end:])
        return _changed(_template(written[:end] + tail, enumerations), _transforms(calls, enumerations))
    bare, *calls = _PIPE.split(written)
    return _changed(path(bare.strip()), _transforms(calls, enumerations))


def first_of(written: Sequence[str], enumerations: Enumerations) -> Read:
    """Return what reads the first of the expressions that gives anything but blank text."""
    reads = [expression(each, enumerations) for each in written]

    def read(root: object) -> Values:
        for each in reads:
            found = [value for value in each(root) if not (isinstance(value, str) and not value.strip())]
            if found:
                return found
        return []

    return reads[0] if len(reads) == 1 else read


def all_of(written: Sequence[str], enumerations: Enumerations) -> Read:
    """Return what reads the values of all the expressions."""
    reads = [expression(each, enumerations) for each in written]
    return lambda root: [value for each in reads for value in each(root)]


def text_of(read: Read) -> Text:
    """Return what gives the first scalar as text; empty where there is none."""
    return lambda root: next((found for found in map(as_text, read(root)) if found), "")


def _transforms(calls: Sequence[str], enumerations: Enumerations) -> list[Transform]:
    found: list[Transform] = []
    for call in calls:
        match = _CALL.fullmatch(call.strip())
        if match is None:
            raise BadExpression(f"'{call}' is no transformation; there are: {', '.join(sorted(DESCRIPTIONS))}")
        found.append(transform(match[1], match[2] or "", enumerations))
    return found


def _changed(read: Read, changes: list[Transform]) -> Read:
    if not changes:
        return read

    def changed(root: object) -> Values:
        values = read(root)
        for change in changes:
            values = change(values)
        return values

    return changed


def _template(written: str, enumerations: Enumerations) -> Read:
    pieces = [_piece(part, enumerations, inside=index % 2 == 1) for index, part in enumerate(_PART.split(written))]

    def read(root: object) -> Values:
        words: list[str] = []
        for piece, needed in pieces:
            word = piece(root)
            if needed and not word:
                return []
            words.append(word)
        return ["".join(words).strip()]

    return read


def _piece(part: str, enumerations: Enumerations, *, inside: bool) -> tuple[Text, bool]:
    if not inside:
        if "{" in part or "}" in part:
            raise BadExpression(f"'{part}' has a brace without its other half")
        return (lambda _: part), False
    optional = part.endswith("?")
    read = expression(part.removesuffix("?").strip(), enumerations)
    return (lambda root: ", ".join([word for word in map(as_text, read(root)) if word][:_SHOWN])), not optional
