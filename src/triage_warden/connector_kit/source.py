"""What a source of alerts declares about itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from triage_warden.core.alerts.ports import AlertParser


@dataclass(frozen=True, slots=True)
class AlertSource:
    """A source: its parser, and how to tell and cut its files.

    `recognises` says how sure it is, 0 to 1, that a payload is of this source, from the bytes alone; `analyze`
    and `ingest` without `--source` take the surest. `split` cuts a whole file into payloads.
    """

    name: str
    title: str
    parser: AlertParser
    recognises: Callable[[bytes], float]
    split: Callable[[bytes], Iterator[bytes]]
    documentation: str
    """The vendor's page that describes the payload."""
