"""Where an alert starts before anything is known of it."""

from enum import StrEnum
from typing import Final


class AlertKind(StrEnum):
    """Sorts of alert that start from different odds."""

    MONITORED = "monitored"
    """A sensor or product raised it."""
    MAIL = "mail"
    """A mail that somebody reported or a gateway handed over."""


PRIOR: Final = {AlertKind.MONITORED: -2.0, AlertKind.MAIL: -1.1}
"""Log-odds of malicious.

-2.0 is 12 %: of alerts that reach a queue, most are false or harmless. -1.1 is 25 %: people report about three
harmless mails for one that is not. Both are assumptions of this product, to be replaced by an installation's own
record of closed incidents once it has one; see docs/explanation/verdicts.md.
"""
