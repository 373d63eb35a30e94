"""Text that PostgreSQL can hold."""

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Return the text with zero characters and lone surrogates replaced by U+FFFD; PostgreSQL refuses both.

    The vendor's bytes stay as they came in `raw`.
    """
    return _UNSTORABLE.sub("\ufffd", text)
