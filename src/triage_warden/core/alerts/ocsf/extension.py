"""What OCSF has no word for, kept under `unmapped`, so that our own findings read back as they were.

OCSF requires what an alert may lack (a finding's id, a product), has no word for the part that an observable plays, and
folds hostname and domain into one type. Others may ignore this part: the finding is complete without it.
"""

from typing import Final

import msgspec

from triage_warden.core.alerts.model import Rule, StoredAlert
from triage_warden.core.observables.model import Observable, ObservableType, Role, Trait

NAME: Final = "triage_warden"
"""The field of `unmapped` that holds it."""


class Seen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An observable without what its value alone tells."""

    type: ObservableType
    value: str
    role: Role
    defanged: bool = False


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """The alert's own words where OCSF's are others."""

    source: str
    source_id: str | None
    rule: Rule
    attributes: dict[str, str]
    observables: tuple[Seen, ...]


def extension_of(alert: StoredAlert) -> Extension:
    """Return what is to stand beside the alert's finding."""
    return Extension(
        source=alert.source,
        source_id=alert.source_id,
        rule=alert.rule,
        attributes=alert.attributes,
        observables=tuple(map(_seen, alert.observables)),
    )


def read_extension(value: object) -> Extension | None:
    """Return the extension of a decoded finding's `unmapped` field; None where there is none, or not one of ours."""
    if not isinstance(value, dict) or NAME not in value:
        return None
    try:
        return msgspec.convert(value[NAME], Extension)
    except msgspec.ValidationError:
        return None


def _seen(observable: Observable) -> Seen:
    return Seen(
        type=observable.type,
        value=observable.value,
        role=observable.role,
        defanged=Trait.DEFANGED in observable.traits,
    )
