"""What can be wrong with who asks."""

from triage_warden.kernel.errors import Forbidden


class NotSignedIn(Forbidden):
    """This needs a credential: sign in, or send an API key as `Authorization: Bearer tw_…`."""


class Denied(Forbidden):
    """Your role or your key's scopes do not permit this."""
