"""Parts of the syslog listeners over memory."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from kit.clock import FrozenClock
from kit.web import TinyJson, TinyText
from triage_warden.connector_kit.source import AlertSource
from triage_warden.connector_kit.split import lines
from triage_warden.core.alerts.take_in import Read
from triage_warden.kernel.ids import Uuid7
from triage_warden.listeners.syslog.messages import Message
from triage_warden.listeners.syslog.reading import ReadMessages
from triage_warden.observability.metrics import Metrics

JSON = AlertSource("json", "JSON", TinyJson("json"), lambda raw: 0.9 if raw[:1] == b"{" else 0.0, lines, "docs")
TEXT = AlertSource("text", "Text", TinyText("text"), lambda _: 0.02, lines, "docs")


@dataclass(slots=True)
class Taken:
    """Remembers what was to be committed, batch by batch."""

    batches: list[list[Message]] = field(default_factory=list[list[Message]])

    async def __call__(self, messages: Sequence[Message]) -> None:
        """Remember a batch."""
        self.batches.append(list(messages))

    @property
    def payloads(self) -> list[bytes]:
        """Return all payloads in the order in which they were committed."""
        return [message.payload for batch in self.batches for message in batch]


@dataclass(slots=True, eq=False)
class CountedSender:
    """Remembers what it was told."""

    told: list[str] = field(default_factory=list[str])

    def pause(self) -> None:
        """Remember it."""
        self.told.append("pause")

    def resume(self) -> None:
        """Remember it."""
        self.told.append("resume")


def recognise(payload: bytes) -> AlertSource | None:
    """Return the source of a payload: JSON where it begins so, else text."""
    return JSON if JSON.recognises(payload) else TEXT


def a_reader(fixed: AlertSource | None = None) -> ReadMessages:
    """Return what reads messages, of two sources."""
    clock = FrozenClock()
    ids = Uuid7(clock)
    read = Read(parsers={"json": JSON.parser, "text": TEXT.parser}, clock=clock, ids=ids)
    return ReadMessages(read=read, recognise=recognise, unrecognised=TEXT, fixed=fixed, clock=clock, ids=ids)


def sample(metrics: Metrics, name: str, **labels: str) -> float:
    """Return a metric's value, 0 where it has none yet."""
    return metrics.registry.get_sample_value(f"triage_warden_{name}", labels) or 0.0


async def settled() -> None:
    """Let listeners of this loop read what was sent to them: turns of the loop, however long the machine takes them.

    What is sent to 127.0.0.1 is in the receiver's socket when `send` returns; no thread has a part in it.
    """
    for _ in range(100):
        await asyncio.sleep(0)
