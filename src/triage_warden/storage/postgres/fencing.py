"""The check with which each transaction of a leader begins."""

from typing import Final

from triage_warden.kernel.leadership import Leadership, StaleLease
from triage_warden.storage.postgres.driver import Driver


async def hold_newest(connection: Driver, leadership: Leadership) -> None:
    """Make sure that the token is the newest, and that it stays so until this transaction ends.

    The share lock makes the next token wait for us; therefore a transaction in which nothing happens for
    `_MOST_IDLE`, because its process was paused or cut off, is ended by the server and written off.

    Raises:
        StaleLease: another leader was elected since.
    """
    newest: int | None = await connection.fetchval(_HOLD, leadership.resource, _MOST_IDLE)
    if newest != leadership.token:
        raise StaleLease(resource=leadership.resource, token=leadership.token, newest=newest)


async def count_refused(connection: Driver, leadership: Leadership) -> None:
    """Write down that a transaction of this leadership came too late."""
    await connection.execute(_REFUSED, leadership.resource, leadership.token)


_MOST_IDLE: Final = "5s"
_HOLD = """
SELECT token, set_config('idle_in_transaction_session_timeout', $2, true) FROM leader_fences
WHERE resource = $1 FOR SHARE
"""
_REFUSED = "UPDATE leader_terms SET refused = refused + 1 WHERE resource = $1 AND token = $2"
