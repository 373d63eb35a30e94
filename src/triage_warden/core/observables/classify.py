"""Make observables: normalised, with what is known of them without asking anybody."""

from collections.abc import Callable
from functools import lru_cache

import msgspec

from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.finders.clouds import is_cloud_resource
from triage_warden.core.observables.finders.lookalikes import is_file
from triage_warden.core.observables.hosts import is_internal
from triage_warden.core.observables.known_good import good_names, held, leads_through_shortener
from triage_warden.core.observables.model import Observable, ObservableType, Role, Trait
from triage_warden.core.observables.normalise import normalise
from triage_warden.core.observables.paths import is_absolute
from triage_warden.core.observables.traits import shape_traits

REMEMBERED = 8192
"""Observables that are kept; alerts repeat themselves."""
_LONGEST_REMEMBERED = 512
"""Characters; longer values are not kept, so that hostile ones cannot fill memory."""


def observable(
    type: ObservableType,  # noqa: A002  # named as the field it fills
    value: str,
    role: Role = Role.MENTIONED,
    *,
    defanged: bool = False,
) -> Observable | None:
    """Return the observable for a value; None when it is not one of that type."""
    made = (_remembered if len(value) <= _LONGEST_REMEMBERED else _make)(type, value, role)
    if made is None or not defanged:
        return made
    return msgspec.structs.replace(made, traits=(*made.traits, Trait.DEFANGED))


def guess_type(value: str) -> ObservableType | None:
    """Return the type of a bare value from a structured field; None when nothing fits.

    Single words are None: nothing tells a host from an account from a word.
    """
    return next((kind for kind in _GUESSES if _fits(kind, value)), None)


def _fits(kind: ObservableType, value: str) -> bool:
    if kind in _NEEDS and not _NEEDS[kind](value):
        return False
    try:
        normalise(kind, value)
    except NotAnObservable:
        return False
    return True


_NEEDS: dict[ObservableType, Callable[[str], bool]] = {
    ObservableType.URL: lambda value: "://" in value,
    ObservableType.REGISTRY_KEY: lambda value: (
        value.strip()[:2].upper() == "HK" or value.upper().startswith("\\REGISTRY")
    ),
    ObservableType.CLOUD_RESOURCE: is_cloud_resource,
    ObservableType.FILE_PATH: lambda value: is_absolute(value.strip()),
    ObservableType.USER: lambda value: value.count("\\") == 1 or value.upper().startswith("S-1-5-"),
    ObservableType.ASN: lambda value: value.strip()[:2].upper() == "AS",
    ObservableType.MAC: lambda value: any(mark in value for mark in ":-."),
    ObservableType.FILE_NAME: lambda value: is_file(value.lower(), value, certain=False),
    ObservableType.HOSTNAME: lambda value: is_internal(value.strip().lower()),
    ObservableType.DOMAIN: lambda value: not is_file(value.lower(), value, certain=False),
}
"""What a value must show before its normal form counts: many normal forms take nearly any text."""

_GUESSES = (
    ObservableType.IPV4,
    ObservableType.MD5,
    ObservableType.SHA1,
    ObservableType.SHA256,
    ObservableType.MAC,
    ObservableType.IPV6,
    ObservableType.CVE,
    ObservableType.URL,
    ObservableType.REGISTRY_KEY,
    ObservableType.CLOUD_RESOURCE,
    ObservableType.EMAIL,
    ObservableType.FILE_PATH,
    ObservableType.USER,
    ObservableType.BITCOIN_ADDRESS,
    ObservableType.ASN,
    ObservableType.DOMAIN,
    ObservableType.HOSTNAME,
    ObservableType.FILE_NAME,
)


def _make(type: ObservableType, value: str, role: Role) -> Observable | None:  # noqa: A002  # as above
    try:
        normal = normalise(type, value)
    except NotAnObservable:
        return None
    traits, lists = shape_traits(type, normal), held(type, normal)
    if not lists:
        return Observable(type=type, value=normal, role=role, traits=traits)
    good = good_names(type, lists)
    known = ((good, Trait.KNOWN_GOOD), (leads_through_shortener(type, lists), Trait.SHORTENER))
    traits = (*traits, *(trait for holds, trait in known if holds))
    return Observable(type=type, value=normal, role=role, traits=traits, lists=good)


_remembered = lru_cache(maxsize=REMEMBERED)(_make)
