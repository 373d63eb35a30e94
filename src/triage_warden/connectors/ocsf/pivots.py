"""OCSF's own list of observables: typed values that point at a place in the event.

Types: https://schema.ocsf.io/1.5.0/objects/observable (`type_id`)
"""

import re
from collections.abc import Mapping
from typing import Final

from triage_warden.connector_kit.fields import number, records, text
from triage_warden.connector_kit.mapping import Field, Kind, gather
from triage_warden.connector_kit.observed import Observed
from triage_warden.core.observables.model import ObservableType, Role

_TYPES: Final[dict[int, ObservableType | Kind]] = {
    1: Kind.HOST,
    2: Kind.ADDRESS,
    3: ObservableType.MAC,
    4: ObservableType.USER,
    5: ObservableType.EMAIL,
    6: ObservableType.URL,
    7: ObservableType.FILE_NAME,
    8: Kind.HASH,
    9: ObservableType.PROCESS,
    10: ObservableType.CLOUD_RESOURCE,
    13: ObservableType.COMMAND_LINE,
    16: ObservableType.USER_AGENT,
    18: ObservableType.CVE,
    20: Kind.HOST,
    21: ObservableType.USER,
    22: ObservableType.EMAIL,
    23: ObservableType.URL,
    24: ObservableType.FILE_NAME,
    25: ObservableType.PROCESS,
    28: ObservableType.REGISTRY_KEY,
    30: Kind.HASH,
    45: ObservableType.FILE_PATH,
    46: ObservableType.REGISTRY_KEY,
}
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
        holds = _TYPES.get(int(number(each, "type_id") or 0))
        if holds is None:
            continue
        name = text(each, "name")
        role = next((role for place, role in _PLACES if place.search(name)), Role.MENTIONED)
        gather({"value": text(each, "value")}, (Field("value", holds, role),), seen)
