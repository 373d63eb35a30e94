"""A payload to the mail that it is about."""

from triage_warden.connectors.mail.message import read_message
from triage_warden.connectors.mail.signatures import KeyLookup
from triage_warden.connectors.mail.wrapping import unwrapped
from triage_warden.core.facts.mail.model import Mail


def read_mail(raw: bytes, keys: KeyLookup | None = None) -> Mail:
    """Return the mail that the payload is about: the reported one it carries, else itself.

    DKIM signatures are verified only where `keys` can look them up; without, nobody is asked.

    Raises:
        CannotParse: with the reason; nothing else, whatever the bytes.
    """
    return read_message(unwrapped(raw)[0], keys)
