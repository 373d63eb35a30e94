"""Passwords as Argon2id hashes."""

import asyncio
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from argon2 import Parameters, PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

PARAMETERS: Final = profiles.RFC_9106_LOW_MEMORY
"""RFC 9106 §4, second recommended option: 64 MiB, three passes, four lanes; over every line of OWASP's table."""
AT_ONCE: Final = 2
"""Hashes computed side by side: each holds its 64 MiB, and a flood of sign-ins must not take the machine's memory."""


@dataclass(frozen=True, slots=True)
class Argon2Passwords:
    """Makes and checks hashes off the event loop (core/identity/people/ports.PasswordHashes)."""

    parameters: Parameters = field(default_factory=lambda: PARAMETERS)
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def hash(self, password: str) -> str:
        """Return the hash with its salt and parameters, in PHC form."""
        async with self.turns:
            return await asyncio.to_thread(self._hasher.hash, normal(password))

    async def matches(self, password: str, known: str | None) -> bool:
        """Tell whether it is that password; against None the answer is no, and takes as long as any other."""
        async with self.turns:
            return await asyncio.to_thread(self._matches, password, known)

    def outdated(self, known: str) -> bool:
        """Tell whether the hash was made with other parameters than are now in force."""
        return self._hasher.check_needs_rehash(known)

    def _matches(self, password: str, known: str | None) -> bool:
        if known is None:
            self._hasher.hash(normal(password))  # nobody to compare with; what counts is the time that it takes
            return False
        try:
            return self._hasher.verify(known, normal(password))
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return False

    @property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher.from_parameters(self.parameters)


def normal(password: str) -> str:
    """Return one form of what keyboards write in several (NIST SP 800-63B-4 §3.1.1.2 asks for NFKC or NFKD)."""
    return unicodedata.normalize("NFKC", password)
