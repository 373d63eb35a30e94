"""Envelope encryption: each secret under a data key of its own, the data key wrapped by a key-encryption key.

AES-256-GCM (NIST SP 800-38D) for both. A data key encrypts once, so its nonce cannot repeat; a key-encryption key wraps
with random nonces of 96 bits, good for 2^32 wrappings (§8.3), and rotating it begins anew.
"""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from triage_warden.core.secrets.errors import KeyMissing, SecretSpoiled
from triage_warden.core.secrets.model import Sealed

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


def key_id_of(key: bytes) -> str:
    """Return a key's id: 64 bits of SHA-256 over a label and the key, in hex. It says nothing of the key."""
    return hashlib.sha256(b"triage-warden.key-id/1:" + key).hexdigest()[:16]


class Keyring:
    """Key-encryption keys: the first seals, each opens what it sealed (see Cipher)."""

    def __init__(self, keys: Sequence[bytes], random: Callable[[int], bytes] = secrets.token_bytes) -> None:
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            message = "a keyring holds one key or more, of 32 bytes each"
            raise ValueError(message)
        self._random = random
        self._first = key_id_of(keys[0])
        self._ciphers = {key_id_of(key): AESGCM(key) for key in reversed(keys)}

    def __repr__(self) -> str:
        return f"Keyring({', '.join(self._ciphers)})"

    @property
    def key_id(self) -> str:
        """Return the id of the key that seals."""
        return self._first

    def seal(self, plaintext: bytes, bound: bytes) -> Sealed:
        """Return it sealed; `bound` is tied to both layers, the key's id to the outer."""
        data_key, nonce, outer = self._random(KEY_BYTES), self._random(NONCE_BYTES), self._random(NONCE_BYTES)
        ciphertext = nonce + AESGCM(data_key).encrypt(nonce, plaintext, bound)
        wrapped = outer + self._ciphers[self._first].encrypt(outer, data_key, _outer(self._first, bound))
        return Sealed(key_id=self._first, wrapped=wrapped, ciphertext=ciphertext)

    def open(self, sealed: Sealed, bound: bytes) -> bytes:
        """Return what was sealed; raise KeyMissing or SecretSpoiled."""
        cipher = self._ciphers.get(sealed.key_id)
        if cipher is None:
            raise KeyMissing(
                detail=f"A secret is kept under the key {sealed.key_id}, which TW_ENCRYPTION_KEY does not hold; "
                "put that key back, behind the first.",
                key_id=sealed.key_id,
            )
        try:
            data_key = cipher.decrypt(*_cut(sealed.wrapped), _outer(sealed.key_id, bound))
            return AESGCM(data_key).decrypt(*_cut(sealed.ciphertext), bound)
        except (InvalidTag, ValueError):
            raise SecretSpoiled from None  # the cause would hold key material in its frames


def _outer(key_id: str, bound: bytes) -> bytes:
    return b"wrap:" + key_id.encode() + b":" + bound


def _cut(data: bytes) -> tuple[bytes, bytes]:
    return data[:NONCE_BYTES], data[NONCE_BYTES:]
