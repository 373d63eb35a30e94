"""Paths into a payload: `a.b`, `a[*].b`, `a[0]`, `a[-1]`, `a[kind=ip,host].b`, `a[kind!=ip]`, `'a key with.dots'.b`.

A list on the way is entered whether `[*]` says so or not: vendors wrap one value in a list from one version to the
next. Keys with dots at the top (flattened JSON) were unfolded before, see `root`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from triage_warden.connector_kit.fields import as_text
from triage_warden.connector_kit.mapped.errors import BadExpression

Node = Mapping[str, object]
Values = list[object]
Read = Callable[[object], Values]

MAX_VALUES: Final = 400
"""Values one path gives; what names more is a list of things, of which an alert needs the first."""
_STEP: Final = re.compile(
    r"(?:^|\.)(?:'(?P<quoted>[^']+)'|(?P<name>[^.\[\]'\s|{}()=!]+(?: [^.\[\]'\s|{}()=!]+)*))"
    r"|\[(?P<index>-?\d{1,3})\]|\[\*\]"
    r"|\[(?P<field>[^\]=!]+)(?P<not>!?)=(?P<wanted>[^\]]+)\]",
)


def path(written: str) -> Read:
    """Return what reads the values at the path: scalars and objects, lists entered, null left out."""
    found = _steps(written)
    steps = [_compiled(step) for step in found]
    names = [step["quoted"] or step["name"] for step in found]
    if all(names):
        return _plain(names, steps)

    def read(root: object) -> Values:
        values: Values = [root]
        for step in steps:
            values = step(values)
            if not values:
                return values
        return _flat(values)

    return read


def _plain(names: Sequence[str], steps: Sequence[Callable[[Values], Values]]) -> Read:
    """Return what goes down names alone, the usual path: step by step only from where there is a list."""

    def read(root: object) -> Values:
        value = root
        for depth, name in enumerate(names):
            if isinstance(value, dict):
                value = value.get(name)
            elif isinstance(value, list):
                values: Values = [value]
                for step in steps[depth:]:
                    values = step(values)
                return _flat(values)
            else:
                return []
        return _flat([value]) if isinstance(value, list) else [] if value is None else [value]

    return read


def _steps(written: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    end = 0
    while end < len(written):
        step = _STEP.match(written, end)
        if step is None or step.end() == end or written[0] == ".":
            raise BadExpression(
                f"'{written}' is no path after '{written[:end]}'; write names with dots between, "
                "[*], [0] or [field=value] after a list, and quote names that hold other signs",
            )
        found.append(step)
        end = step.end()
    if not found:
        raise BadExpression("a path is empty; name a field")
    return found


def _compiled(step: re.Match[str]) -> Callable[[Values], Values]:
    name = step["quoted"] or step["name"]
    if name:
        return _named(name)
    if step["index"]:
        return _indexed(int(step["index"]))
    if step["field"]:
        return _filtered(step["field"], step["wanted"], negated=bool(step["not"]))
    return _flat


def _named(name: str) -> Callable[[Values], Values]:
    def step(values: Values) -> Values:
        found: Values = []
        for value in values:
            if isinstance(value, dict):
                held = value.get(name)
                if held is not None:
                    found.append(held)
            elif isinstance(value, list):
                found += step(value[:MAX_VALUES])
        return found[:MAX_VALUES]

    return step


def _indexed(index: int) -> Callable[[Values], Values]:
    def step(values: Values) -> Values:
        lists = (value if isinstance(value, list) else [value] for value in values)
        return [each[index] for each in lists if -len(each) <= index < len(each)]

    return step


def _filtered(field: str, wanted: str, *, negated: bool) -> Callable[[Values], Values]:
    bare = field.strip().removeprefix("?")
    names = [bare.strip("'")] if bare.startswith("'") else bare.split(".")
    words = frozenset(word.strip().strip("'\"=").lower() for word in wanted.split(","))
    steps = [_named(name) for name in names]

    def holds(value: object) -> bool:
        found: Values = [value]
        for each in steps:
            found = each(found)
        return any(as_text(one).lower() in words for one in _flat(found)) is not negated

    return lambda values: [value for value in _flat(values) if isinstance(value, dict) and holds(value)]


def _flat(values: Values) -> Values:
    """Return the values with lists entered, to any depth that payloads have."""
    if not any(isinstance(value, list) or value is None for value in values):
        return values
    found: Values = []
    waiting = values[::-1]
    while waiting and len(found) < MAX_VALUES:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value[MAX_VALUES::-1])
        elif value is not None:
            found.append(value)
    return found
