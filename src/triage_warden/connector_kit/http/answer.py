"""What came of a request."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeAlias

import msgspec


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The other side answered, whatever it said."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes

    @property
    def retry_after(self) -> float | None:
        """Return the seconds of a `Retry-After`, where it gives seconds (RFC 9110 §10.2.3); dates are not read."""
        text = self.headers.get("retry-after", "").strip()
        return min(float(text), LONGEST_WAIT) if text.isascii() and text.isdigit() else None


LONGEST_WAIT = 3600.0
"""Seconds; ServiceNow counts its limits by the hour, and nobody should make us wait for a day."""


class Trouble(StrEnum):
    """Why there is no answer; for metrics and people."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    BROKEN = "broken"
    """The connection broke, or what came was not HTTP."""
    FORBIDDEN = "forbidden"
    """Not tried: its address may not be asked (connector_kit/outgoing)."""
    HELD_BACK = "held_back"
    """Not tried: the other side asked for a pause, or did not answer several times just now."""


OUTCOMES: Final = ("ok", "refused", "throttled", "failed", *(each.value for each in Trouble))
"""All that is counted of requests: an answer's sort, or why there is none."""


class NeverSent(msgspec.Struct, frozen=True, kw_only=True):
    """The request did not leave whole: the other side cannot have acted on it."""

    trouble: Trouble
    reason: str
    retry_after: float = 10.0


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """The request left, and no answer came: the other side may have acted on it."""

    trouble: Trouble
    reason: str


Result: TypeAlias = Answer | NeverSent | Lost
