"""What signed webhooks are held against, over the process's database."""

from functools import cache

from triage_warden.connector_kit.outgoing.client import open_client
from triage_warden.core.identity.deliveries import Deliveries
from triage_warden.core.secrets.ports import SecretStore
from triage_warden.security.signatures.door import Door
from triage_warden.security.sns.certificates import SigningCertificates
from triage_warden.security.sns.chain import system_roots
from triage_warden.security.sns.check import SnsCheck
from triage_warden.wiring.outgoing import guard_of
from triage_warden.wiring.process import Process

_SECONDS = 5.0


def deliveries(process: Process, kept: SecretStore) -> Deliveries:
    """Return them; secrets are kept where all secrets are, so `keys rotate` takes them along."""
    door = Door(cache(lambda: _sns(process)))
    return Deliveries(kept, door, process.clock)


def _sns(process: Process) -> SnsCheck:
    guard = guard_of(process.settings)
    http = open_client(guard.strict(443), seconds=_SECONDS)
    issuers = open_client(guard, seconds=_SECONDS)
    return SnsCheck(SigningCertificates(http, issuers, cache(system_roots), process.clock), http)
