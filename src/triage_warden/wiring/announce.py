"""What a running program has to tell whoever started it; the command line decides how it looks."""

from collections.abc import Callable
from typing import Literal

import msgspec


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to tell.

    `step`: something is being done (one line each), with `url` where it is an address to send to. `ready`: it answers
    at `url`. `administrator`: how the first one signs in; their password is told nowhere else. `incident`: an incident
    was assessed. `sample`: `done` of `total` payloads of the sample stream were fed. `stopping`: it was told to stop.
    """

    kind: Literal["step", "ready", "administrator", "incident", "sample", "stopping"]
    text: str
    url: str | None = None
    number: str | None = None
    verdict: str | None = None
    confidence: float | None = None
    severity: str | None = None
    done: int = 0
    total: int = 0


Announce = Callable[[Announcement], None]


def nobody(announcement: Announcement) -> None:
    """Tell nobody."""
