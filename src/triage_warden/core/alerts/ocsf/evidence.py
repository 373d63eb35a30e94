"""Put an alert's observables where OCSF has a place for them, and list them with pointers to those places."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from triage_warden.core.alerts.ocsf.numbers import CAPTIONS, OTHER, TYPE_IDS, UNKNOWN
from triage_warden.core.observables.model import Observable, ObservableType, Role
from triage_warden.core.observables.paths import last_part

Json = dict[str, object]
_ENDS: Final = {Role.ACTOR: "src_endpoint", Role.SOURCE: "src_endpoint", Role.DESTINATION: "dst_endpoint"}
_HOSTS: Final = _ENDS | {Role.TARGET: "device"}
_USERS: Final = {Role.ACTOR: "actor.user", Role.TARGET: "user"}
_MAILS: Final = {Role.ACTOR: "email.from", Role.TARGET: "email.to"}
_PLACES: Final = {
    ObservableType.IPV4: {role: f"{place}.ip" for role, place in _HOSTS.items()},
    ObservableType.IPV6: {role: f"{place}.ip" for role, place in _HOSTS.items()},
    ObservableType.HOSTNAME: {role: f"{place}.hostname" for role, place in _HOSTS.items()},
    ObservableType.DOMAIN: {role: f"{place}.domain" for role, place in _ENDS.items()},
    ObservableType.USER: {role: f"{place}.name" for role, place in _USERS.items()},
    ObservableType.EMAIL: _MAILS,
    ObservableType.URL: dict.fromkeys(Role, "url.url_string"),
    ObservableType.FILE_NAME: {Role.ARTIFACT: "file.name"},
    ObservableType.FILE_PATH: {Role.ARTIFACT: "file.path"},
}
"""Where a value goes in a piece of evidence, by its type and part. What has no place goes under `data`: OCSF's objects
for processes and hashes demand a process number or a file name, which would have to be made up."""


def evidence(observables: Iterable[Observable]) -> tuple[list[Json], list[Json]]:
    """Return `evidences` and `observables` of a finding.

    Objects of which there is one stand together in the first piece of evidence. Where there are several, each has a
    piece of its own: which source went to which destination is not known, so nothing may look as if it were.
    """
    placed = [(seen, _place(seen)) for seen in observables]
    several = Counter(_object_of(place) for _, place in placed)
    pieces: list[Json] = []
    listed: list[Json] = []
    shared: Json = {}
    for seen, place in placed:
        alone = several[_object_of(place)] > 1
        piece: Json = {} if alone else shared
        if alone or not shared:
            pieces.append(piece)
        _put(piece, place, seen)
        number = next(index for index, each in enumerate(pieces) if each is piece)
        listed.append(_listed(seen, f"evidences[{number}].{place}"))
    return pieces, listed


def _place(seen: Observable) -> str:
    return _PLACES.get(seen.type, {}).get(seen.role, f"data.{seen.type.value}")


def _object_of(place: str) -> str:
    head = place.partition(".")[0]
    return place if head == "data" else head


def _put(piece: Json, place: str, seen: Observable) -> None:
    *objects, leaf = place.split(".")
    holder = piece
    for name in objects:
        inner = holder.setdefault(name, {})
        holder = inner if isinstance(inner, dict) else {}
    holder[leaf] = [seen.value] if leaf == "to" else seen.value
    if objects[0] in ("device", "file"):
        holder["type_id"] = UNKNOWN
    if leaf == "path":
        holder["name"] = last_part(seen.value) or seen.value


def _listed(seen: Observable, pointer: str) -> Json:
    number = TYPE_IDS.get(seen.type, OTHER)
    caption = seen.type.value if number == OTHER else CAPTIONS.get(number)
    called: Json = {"type": caption} if caption else {}
    return {"name": pointer, "type_id": number, **called, "value": seen.value}
