"""Read a value as people type it, so that it is found in alerts, which hold normal forms."""

from typing import Final

from triage_warden.core.facts.own_lists.errors import BadListValue, ListValueUnclear
from triage_warden.core.observables.classify import guess_type
from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.normalise import normalise
from triage_warden.core.observables.refang import refang
from triage_warden.kernel.errors import FieldError

MOST_BYTES: Final = 2000
"""Of a normal form in UTF-8: what the table's unique index can hold."""
_DEFANGED: Final = frozenset(
    {
        ObservableType.IPV4,
        ObservableType.IPV6,
        ObservableType.DOMAIN,
        ObservableType.URL,
        ObservableType.EMAIL,
        ObservableType.HOSTNAME,
    }
)
"""Types that people write so that nobody clicks; in a path or a command line `[.]` stands for itself."""


def read_typed(value: str, type: ObservableType | None) -> tuple[ObservableType, str]:  # noqa: A002  # named as the field it fills
    """Return the type, told or guessed, and the value's normal form.

    Raises:
        ListValueUnclear: no type was told, and none can be guessed.
        BadListValue: it is not one of that type, or too long.
    """
    kind = type or guess_type(refang(value.strip()).text)
    if kind is None:
        raise ListValueUnclear(
            detail="Nothing tells what kind of value this is; name its type.",
            errors=(FieldError(pointer="/type", detail=f"Must be given: one of {', '.join(ObservableType)}."),),
        )
    try:
        normal = normalise(kind, _meant(kind, value))
    except NotAnObservable as error:
        raise _bad(f"This is not of the type {kind}: {error.detail}.", "Correct it, or name another type.") from error
    if len(normal.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise _bad(f"The value has more than {MOST_BYTES} bytes.", "List a shorter one, such as the host of a link.")
    return kind, normal


def forms(value: str, type: ObservableType | None) -> frozenset[str]:  # noqa: A002  # as above
    """Return what a value may be kept as, for looking it up: under the type, or under each that it can be of."""
    found: set[str] = set()
    for kind in ObservableType if type is None else (type,):
        try:
            found.add(normalise(kind, _meant(kind, value)))
        except NotAnObservable:
            continue
    return frozenset(found)


def _meant(kind: ObservableType, value: str) -> str:
    return refang(value.strip()).text if kind in _DEFANGED else value


def _bad(wrong: str, remedy: str) -> BadListValue:
    return BadListValue(detail=f"{wrong} {remedy}", errors=(FieldError(pointer="/value", detail=remedy),))
