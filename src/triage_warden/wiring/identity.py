"""Who asks: keys, tokens, and what tells them apart."""

import asyncio
import secrets
from dataclasses import dataclass
from typing import Final

import structlog

from triage_warden.core.identity.identify import Identify
from triage_warden.core.identity.keys.authenticate import AuthenticateKey
from triage_warden.core.identity.keys.desk import KeyDesk
from triage_warden.core.identity.keys.issue import IssueKey, RevokeKey
from triage_warden.core.identity.keys.last_uses import LastUses, LastUseSink
from triage_warden.core.identity.keys.remembered import RememberedKeys
from triage_warden.core.identity.people.desk import Desk
from triage_warden.core.identity.refusals import Refusals
from triage_warden.core.identity.service_accounts.desk import ServiceAccountDesk
from triage_warden.core.secrets.ports import SecretStore
from triage_warden.kernel.errors import Unavailable
from triage_warden.security.access_tokens import AccessTokens
from triage_warden.security.envelope import Keyring
from triage_warden.storage.postgres.repositories.api_keys import PostgresKeys
from triage_warden.storage.postgres.repositories.audit_log import PostgresAuditLog
from triage_warden.storage.postgres.repositories.secret_store import PostgresSecrets
from triage_warden.storage.postgres.repositories.service_accounts import PostgresServiceAccounts
from triage_warden.wiring.people import desk
from triage_warden.wiring.process import Process
from triage_warden.wiring.process_secrets import Secrets

log = structlog.get_logger(__name__)

WRITE_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Identity:
    """What of a process knows who asks, and the secrets that this takes: read once, kept in one place."""

    own: Secrets
    kept: SecretStore
    people: Desk
    desk: KeyDesk
    service_accounts: ServiceAccountDesk
    identify: Identify
    note_uses: "NoteUses"


@dataclass(frozen=True, slots=True)
class NoteUses:
    """Writes now and then which keys were used, and which refused."""

    uses: LastUses
    sink: LastUseSink
    refusals: Refusals

    async def __call__(self) -> None:
        """Write until cancelled, and once more then."""
        try:
            while True:
                await asyncio.sleep(WRITE_SECONDS)
                await self.once()
        finally:
            await self.once(last=True)

    async def once(self, *, last: bool = False) -> None:
        """Write what was gathered; what cannot be written now is kept for the next time."""
        try:
            await self.uses.write(self.sink)
            await self.refusals.write(at_once=last)
        except Unavailable as error:
            log.warning("key_uses_not_written", error=error.code)


def identity(process: Process, own: Secrets) -> Identity:
    """Return the parts over the process's database."""
    kept = PostgresSecrets(process.database, Keyring(own.encryption), process.clock)
    store = PostgresKeys(process.database)
    remembered = RememberedKeys(store, process.clock)
    uses = LastUses(process.clock)
    tokens = AccessTokens(own.jwt, process.clock)
    keys = KeyDesk(
        store=store,
        issue=IssueKey(store, process.clock, process.ids, secrets.token_bytes),
        revoke=RevokeKey(store, process.clock, remembered.forget),
        tokens=tokens,
        clock=process.clock,
    )
    identify = Identify(AuthenticateKey(remembered, process.clock, uses), tokens)
    accounts = ServiceAccountDesk(
        PostgresServiceAccounts(process.database), process.clock, process.ids, remembered.forget_account
    )
    refusals = Refusals(PostgresAuditLog(process.database), process.clock)
    return Identity(own, kept, desk(process, own, kept), keys, accounts, identify, NoteUses(uses, store, refusals))
