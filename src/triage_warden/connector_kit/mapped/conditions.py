"""Conditions on a payload, compiled."""

from collections.abc import Callable, Sequence
from typing import Final

from triage_warden.connector_kit.fields import as_text
from triage_warden.connector_kit.mapped.document import Conditions, When
from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.expressions import expression
from triage_warden.connector_kit.mapped.paths import Read
from triage_warden.connector_kit.mapped.patterns import pattern, search
from triage_warden.connector_kit.mapped.transforms import Enumerations

Holds = Callable[[object], bool]
Scores = Callable[[object, str], float]

FORMATS: Final = frozenset(
    {"json", "cef", "leef", "windows_xml", "xml", "csv", "delimited", "key_value", "text"},
)


def all_hold(written: Conditions, enumerations: Enumerations) -> Holds:
    """Return what says whether every condition holds."""
    return _all([_condition(expression(key, enumerations), wanted) for key, wanted in written.items()])


def scored(written: Sequence[When], enumerations: Enumerations) -> Scores:
    """Return what says how sure a payload, given its format, is of this source: the surest alternative's score."""
    alternatives = [_alternative(each, enumerations) for each in written]
    return lambda root, form: max((score for score, holds in alternatives if holds(root, form)), default=0.0)


def _alternative(when: When, enumerations: Enumerations) -> tuple[float, Callable[[object, str], bool]]:
    unknown = set(when.format) - FORMATS
    if unknown:
        raise BadExpression(f"there is no format {', '.join(sorted(unknown))}; there are: {', '.join(sorted(FORMATS))}")
    conditions = [_condition(expression(path, enumerations), wanted=True) for path in when.has]
    conditions += [_condition(expression(path, enumerations), wanted=False) for path in when.lacks]
    if when.any:
        conditions.append(_any([_condition(expression(path, enumerations), wanted=True) for path in when.any]))
    conditions += [_condition(expression(key, enumerations), wanted) for key, wanted in when.match.items()]
    holds, forms = _all(conditions), frozenset(when.format)
    return when.score, lambda root, form: (not forms or form in forms) and holds(root)


def _condition(read: Read, wanted: str | bool) -> Holds:  # noqa: FBT001  # a value of the mapping, not a switch
    if isinstance(wanted, bool):
        return lambda root: any(_says(value) for value in read(root)) is wanted
    compiled = pattern(wanted)
    return lambda root: any(search(compiled, _word(value)) is not None for value in read(root))


def _says(value: object) -> bool:
    """Say whether a value is something: blank text and false are not."""
    return bool(value.strip()) if isinstance(value, str) else value is not False and value is not None


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else as_text(value)


def _all(conditions: Sequence[Holds]) -> Holds:
    if len(conditions) == 1:
        return conditions[0]
    return lambda root: all(holds(root) for holds in conditions)


def _any(conditions: Sequence[Holds]) -> Holds:
    return lambda root: any(holds(root) for holds in conditions)
