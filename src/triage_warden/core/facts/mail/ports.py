"""What facts about mails need from outside."""

from typing import Protocol

from triage_warden.core.facts.mail.model import Mail


class MailReader(Protocol):
    """Reads a mail's bytes; pure."""

    def __call__(self, raw: bytes) -> Mail:
        """Return the mail.

        Raises:
            CannotParse: with the reason; nothing else, whatever the bytes.
        """
        ...
