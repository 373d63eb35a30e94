"""The list of observables in our own JSON form."""

from typing import Final

from triage_warden.connector_kit.fields import concise
from triage_warden.connector_kit.json_payload import bad_field, kind
from triage_warden.connector_kit.observed import MAX_OBSERVABLES, Observed
from triage_warden.core.observables.model import ObservableType, Role

_TYPES: Final = ("ip", "hash", *ObservableType)
_ROLES: Final = ", ".join(Role)


def read_observables(value: object, seen: Observed) -> None:
    """Take the stated observables into `seen`, or raise CannotParse for the first that is wrong."""
    if value is None:
        return
    if not isinstance(value, list):
        raise bad_field("/observables", f"This is a JSON {kind(value)}; send a list of objects.")
    if len(value) > MAX_OBSERVABLES:
        raise bad_field("/observables", f"These are {len(value)}; send at most {MAX_OBSERVABLES}, what matters most.")
    for index, item in enumerate(value):
        _read_one(item, f"/observables/{index}", seen)


def _read_one(item: object, pointer: str, seen: Observed) -> None:
    if not isinstance(item, dict):
        raise bad_field(pointer, 'Send an object: {"type": "ipv4", "value": "198.51.100.7", "role": "actor"}.')
    value = item.get("value")
    if not isinstance(value, str) or not value.strip():
        raise bad_field(f"{pointer}/value", "Send the value as a string that is not empty.")
    role = _role(item.get("role"), pointer)
    stated = _stated_type(item.get("type"), pointer)
    if not _taken(stated, value.replace("\x00", "").strip(), seen, role=role):
        raise bad_field(f"{pointer}/value", f"'{concise(value, 80)}' is not of the type that was stated; mend either.")


def _role(value: object, pointer: str) -> Role:
    if value is None:
        return Role.MENTIONED
    try:
        return Role(value.strip().lower() if isinstance(value, str) else "")
    except ValueError:
        raise bad_field(f"{pointer}/role", f"This is no role; send one of: {_ROLES}.") from None


def _stated_type(value: object, pointer: str) -> str:
    word = value.strip().lower() if isinstance(value, str) else ""
    if word not in _TYPES:
        raise bad_field(f"{pointer}/type", f"This is no type of observable; send one of: {', '.join(_TYPES)}.")
    return word


def _taken(stated: str, value: str, seen: Observed, *, role: Role) -> bool:
    if stated == "ip":
        return seen.address(value, role)
    if stated == "hash":
        return seen.hash(value, role)
    return seen.add(ObservableType(stated), value, role)
