"""What a kept secret is."""

from typing import Final

import msgspec

from triage_warden.kernel.ids import TenantId

FORMAT: Final = b"triage-warden.secret/1"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a secret belongs: what it is for (`connector`, `webhook`, `totp`), whose, and which of its fields."""

    purpose: str
    name: str
    field: str = "value"

    def bound(self, tenant: TenantId) -> bytes:
        """Return what ties a ciphertext to its place: it opens nowhere else (associated data, length before each)."""
        parts = (FORMAT, b"secrets", str(tenant).encode(), *(each.encode() for each in self._parts()))
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)

    def _parts(self) -> tuple[str, str, str]:
        return self.purpose, self.name, self.field

    def __str__(self) -> str:
        return f"{self.purpose}/{self.name}/{self.field}"


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """A secret as it is kept: under a data key of its own, which is wrapped by the key of that id."""

    key_id: str
    wrapped: bytes
    ciphertext: bytes


class Rotated(msgspec.Struct, frozen=True, kw_only=True):
    """How far a rotation has come; `left` are those under other keys than the first."""

    done: int
    left: int
