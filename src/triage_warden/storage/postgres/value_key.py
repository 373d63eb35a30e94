"""A short key for a value of any length."""

from hashlib import blake2b

from triage_warden.core.observables.model import ObservableType
from triage_warden.storage.postgres.text import storable


def value_key(type_: ObservableType | str, value: str) -> bytes:
    """Return 16 bytes that stand for type and value in `sightings` and its index."""
    return blake2b(f"{type_}\x00{storable(value)}".encode(), digest_size=16).digest()
