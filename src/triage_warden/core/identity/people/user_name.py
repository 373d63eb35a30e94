"""User names."""

import re
import unicodedata

from triage_warden.core.identity.people.errors import BadUserName

_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._@-]{0,62}[a-z0-9])")


def user_name(text: str) -> str:
    """Return the name as it is kept, in lower case, or raise BadUserName.

    ASCII only: names that look alike in different scripts must not be different people.
    """
    name = unicodedata.normalize("NFKC", text).strip().lower()
    if not _NAME.fullmatch(name):
        raise BadUserName
    return name
