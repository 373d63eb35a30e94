"""What can be wrong with a kept secret."""

from triage_warden.kernel.errors import Conflict, Unavailable


class KeyMissing(Unavailable):
    """A secret is kept under a key that TW_ENCRYPTION_KEY does not hold; put that key back, behind the first."""


class SecretSpoiled(Conflict):
    """A kept secret is not what was put there, or was moved from where it was put; set it again."""
