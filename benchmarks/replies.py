"""One alert a request at 200 a second: how long a sender waits for the 202, while the worker triages what came in."""

from datetime import datetime

import msgspec

from benchmarks.events import events
from benchmarks.loaded import a_sender, probing
from benchmarks.product import Memory, a_database, a_folder, percentile, serving
from benchmarks.sender import post

_CONNECTIONS = 16


class Replies(msgspec.Struct, frozen=True, kw_only=True):
    """Milliseconds from when a request was due to its last byte of answer, so that a late start counts, too."""

    requests: int
    per_second: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    live_p99_ms: float
    live_max_ms: float
    processors: float
    """Processors that the product kept busy, the database apart."""
    memory: Memory


async def measure_replies(rate: int, seconds: int, at: datetime) -> Replies:
    """Return how requests at a steady rate were answered."""
    requests = [post("/webhooks/suricata", "application/json", event) for event in events(rate * seconds, at)]
    with a_folder() as folder:
        async with a_database() as url:
            with serving(folder, url) as product:
                sender = a_sender(product, folder / "requests", requests, connections=_CONNECTIONS, rate=rate)
                with probing(product) as probed:
                    used = product.cpu_seconds()
                    sender.begin()
                    sent = sender.result()
                    used = product.cpu_seconds() - used
                memory = product.memory()
    if sent.accepted() != len(requests):
        message = f"{sent.accepted()} of {len(requests)} alerts were accepted as new"
        raise RuntimeError(message)
    took = [(reply.done - reply.due) * 1e3 for reply in sent.replies]
    return Replies(
        requests=len(requests),
        per_second=round(len(requests) / sent.seconds, 1),
        p50_ms=round(percentile(took, 0.5), 1),
        p99_ms=round(percentile(took, 0.99), 1),
        max_ms=round(max(took), 1),
        live_p99_ms=round(percentile(probed.took, 0.99) * 1e3, 1),
        live_max_ms=round(max(probed.took) * 1e3, 1),
        processors=round(used / sent.seconds, 2),
        memory=memory,
    )
