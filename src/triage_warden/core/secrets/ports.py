"""What keeping secrets needs from outside."""

from collections.abc import Mapping
from typing import Protocol

from triage_warden.core.audit.model import By, Value
from triage_warden.core.secrets.model import Place, Sealed
from triage_warden.kernel.ids import TenantId


class Cipher(Protocol):
    """Seals and opens; what was sealed for one place opens for no other."""

    @property
    def key_id(self) -> str:
        """Return the id of the key that seals."""
        ...

    def seal(self, plaintext: bytes, bound: bytes) -> Sealed:
        """Return it sealed by the first key."""
        ...

    def open(self, sealed: Sealed, bound: bytes) -> bytes:
        """Return what was sealed.

        Raises:
            KeyMissing: it was sealed by a key that is not there.
            SecretSpoiled: it was changed, or sealed for another place.
        """
        ...


class SecretStore(Protocol):
    """Keeps secrets encrypted; setting and removing one is on the record, its value never."""

    async def put(
        self, tenant: TenantId, place: Place, value: bytes, *, by: By, note: Mapping[str, Value] | None = None
    ) -> None:
        """Keep a secret in the place of what was there; the note, which is no secret, goes on the record with it."""
        ...

    async def get(self, tenant: TenantId, place: Place) -> bytes | None:
        """Return a secret, or None where there is none; raises what `Cipher.open` raises."""
        ...

    async def remove(self, tenant: TenantId, place: Place, *, by: By) -> bool:
        """Remove a secret; return whether there was one."""
        ...
