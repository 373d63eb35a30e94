"""OCSF's own list of observables: typed values that point at a place in the event.

Types: https://schema.ocsf.io/1.7.0/objects/observable (`type_id`), in core/alerts/ocsf/numbers.py
"""

import re
from collections.abc import Mapping
from typing import Final

from triage_warden.connector_kit.fields import number, records, text
from triage_warden.connector_kit.mapping import Field, Kind, gather
from triage_warden.connector_kit.observed import Observed
from triage_warden.core.alerts.ocsf.numbers import OTHER, TYPES
from triage_warden.core.observables.model import ObservableType, Role

_KINDS: Final[dict[ObservableType, Kind]] = {
    ObservableType.HOSTNAME: Kind.HOST,
    ObservableType.IPV4: Kind.ADDRESS,
    ObservableType.MD5: Kind.HASH,
}
"""Where OCSF's type stands for several of ours, and the value tells which."""
_OURS: Final = {kind.value: kind for kind in ObservableType}
_PLACES: Final = tuple(
    (re.compile(rf"(?:^|\.)(?:{place})(?:\[|\.|$)"), role)
    for place, role in (
        ("src_endpoint", Role.SOURCE),
        ("dst_endpoint", Role.DESTINATION),
        (r"actor\.user|email\.(?:smtp_)?from", Role.ACTOR),
        (r"device|users?|resources|email\.(?:smtp_)?to", Role.TARGET),
        ("process|file|url|reg_key|reg_value", Role.ARTIFACT),
    )
)
"""The part a value plays, by the place its `name` points at; first match wins."""
_NOT_MORE: Final = 500


def gather_pivots(body: Mapping[str, object], seen: Observed) -> None:
    """Take in the listed values that no object gave; one that points nowhere known is a mention."""
    for each in list(records(body, "observables"))[:_NOT_MORE]:
        name = text(each, "name")
        holds = _holds(each, name)
        if holds is None:
            continue
        role = next((role for place, role in _PLACES if place.search(name)), Role.MENTIONED)
        gather({"value": text(each, "value")}, (Field("value", holds, role),), seen)


def _holds(listed: Mapping[str, object], name: str) -> ObservableType | Kind | None:
    """Return what an entry holds; 99 is in no list of OCSF's, and its `type` may be one of our own words."""
    stated = int(number(listed, "type_id") or 0)
    if stated == OTHER:
        return _OURS.get(text(listed, "type"))
    kind = TYPES.get(stated)
    if kind is ObservableType.HOSTNAME and name.endswith("domain"):
        return Kind.SITE
    return kind if kind is None else _KINDS.get(kind, kind)
