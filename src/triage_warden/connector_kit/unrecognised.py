"""Who reads what no source recognises."""

from typing import Final

UNMAPPED: Final = "unknown"
"""The source that reads any payload by its structure: what no source recognises, and what a guessed one refuses."""
OWN: Final = "generic"
"""Our own JSON."""


def last_resort(body: bytes) -> str:
    """Return the source of a body that none recognises.

    It is an alert of unknown shape. What begins as JSON and is none was meant for a source: it waits in quarantine, and
    our own form's words say at which byte it breaks.
    """
    return OWN if body.lstrip()[:1] in (b"{", b"[") else UNMAPPED
