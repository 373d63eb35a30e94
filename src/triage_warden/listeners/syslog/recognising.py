"""Tell whose a message is without asking every source about every message."""

from collections.abc import Callable
from typing import Final

from triage_warden.connector_kit.source import AlertSource

SURE: Final = 0.9
"""A source that is as sure as this has found a mark that no other source's messages have."""
_REMEMBERED: Final = 4


class RecogniseAgain:
    """Asks the sources of the last messages first, and the others only when none of those is sure.

    Devices send much of the same: asking everybody costs more than reading the message. Used from one thread at a time.
    """

    def __init__(self, recognise: Callable[[bytes], AlertSource | None]) -> None:
        self._recognise = recognise
        self._latest: list[AlertSource] = []

    def __call__(self, payload: bytes) -> AlertSource | None:
        """Return the source, None when no source knows the payload."""
        for known in self._latest:
            if known.recognises(payload) >= SURE:
                return known
        found = self._recognise(payload)
        if found is not None and found.recognises(payload) >= SURE:
            self._latest = [found, *(each for each in self._latest if each is not found)][:_REMEMBERED]
        return found
