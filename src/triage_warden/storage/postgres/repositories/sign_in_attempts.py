"""Attempts to sign in, counted for all replicas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from triage_warden.core.identity.people.throttle import FORGET, Counted, Tries, begin, waits
from triage_warden.storage.postgres.queries.row import Row
from triage_warden.storage.postgres.unit import Database


@dataclass(frozen=True, slots=True)
class PostgresAttempts:
    """Counts attempts (core/identity/people/ports.Attempts)."""

    database: Database

    async def begin(self, keys: Sequence[tuple[Counted, bytes]], now: datetime) -> timedelta:
        """Count an attempt under every key and return zero, or count nothing and return how long to wait.

        Whoever asks for the same key at the same moment waits for its row, and is counted after this one.
        """
        ordered = sorted(keys, key=lambda each: each[1])
        digests = [digest for _, digest in ordered]
        async with self.database.system() as system:
            await system.raw.execute(_CLEAR, now - FORGET)
            await system.raw.execute(_MAKE, digests, now)
            rows = await system.raw.fetch(_LOCK, digests)
            known = {bytes(row["key"]): _tries(row) for row in rows}
            longest = max((waits(each, now) for each in known.values()), default=timedelta(0))
            if longest > timedelta(0):
                return longest
            for counted, digest in ordered:
                tries = begin(known[digest], counted, now)
                await system.raw.execute(_COUNT, digest, tries.failures, now, tries.wait_until)
        return timedelta(0)

    async def succeeded(self, keys: Sequence[tuple[Counted, bytes]]) -> None:
        """Take back what this attempt was counted as; a place starts from nothing again."""
        async with self.database.system() as system:
            for counted, digest in sorted(keys, key=lambda each: each[1]):
                await system.raw.execute(_FORGET if counted is Counted.PLACE else _TAKE_BACK, digest)


def _tries(row: Row) -> Tries:
    if row["failures"] == 0:
        return Tries()
    return Tries(failures=row["failures"], last_at=row["last_at"], wait_until=row["wait_until"])


_CLEAR = """
DELETE FROM sign_in_attempts WHERE key IN (
    SELECT key FROM sign_in_attempts WHERE last_at < $1 ORDER BY last_at LIMIT 20 FOR UPDATE SKIP LOCKED
)
"""
_MAKE = """
INSERT INTO sign_in_attempts (key, failures, last_at)
SELECT key, 0, $2 FROM unnest($1::bytea[]) AS given (key) ORDER BY key
ON CONFLICT (key) DO UPDATE SET failures = sign_in_attempts.failures WHERE false
"""
"""Writes nothing where there is a row, but locks it, in order: else it could be cleared away before `_LOCK` has it."""
_LOCK = "SELECT * FROM sign_in_attempts WHERE key = ANY($1::bytea[]) ORDER BY key FOR UPDATE"
_COUNT = "UPDATE sign_in_attempts SET failures = $2, last_at = $3, wait_until = $4 WHERE key = $1"
_FORGET = "DELETE FROM sign_in_attempts WHERE key = $1"
_TAKE_BACK = "UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0), wait_until = NULL WHERE key = $1"
