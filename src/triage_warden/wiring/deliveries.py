"""What signed webhooks are held against, over the process's database."""

from triage_warden.core.identity.deliveries import Deliveries
from triage_warden.security.envelope import Keyring
from triage_warden.security.signatures.verify import is_signed
from triage_warden.storage.postgres.repositories.secret_store import PostgresSecrets
from triage_warden.wiring.process import Process
from triage_warden.wiring.process_secrets import secrets_of


def deliveries(process: Process) -> Deliveries:
    """Return them; secrets are kept where all secrets are, so `keys rotate` takes them along."""
    keyring = Keyring(secrets_of(process.settings).encryption)
    return Deliveries(PostgresSecrets(process.database, keyring, process.clock), is_signed, process.clock)
