r"""Alerts per second over HTTP in batches, next to psql's `\copy` of the same payloads into a bare table.

Each round has alerts of its own, a fresh database and a fresh process, and measures one after the other: `\copy` into
a text column, `\copy` into a jsonb column, our intake over one connection, our intake over four. The ratio is to the
`\copy` of the same round, so that a busy machine hits both sides alike.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import asyncpg
import msgspec

from benchmarks.events import events
from benchmarks.loaded import a_sender, in_batches, probing
from benchmarks.product import Memory, Product, a_database, a_folder, copy_rate, percentile, serving
from benchmarks.sender import post

_BATCH = 500
_WARM_UP = 1_000


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    r"""One run over so many connections, next to the round's `\copy`."""

    role: str
    connections: int
    alerts: int
    per_second: float
    ratio_to_copy_text: float
    ratio_to_copy_jsonb: float
    processor_us_per_alert: float
    live_p99_ms: float
    live_max_ms: float
    memory: Memory


class IntakeRound(msgspec.Struct, frozen=True, kw_only=True):
    """One round."""

    payload_bytes: int
    copy_text_per_second: float
    copy_jsonb_per_second: float
    runs: list[Intake]


async def measure_intake(alerts: int, at: datetime, *, role: str, connections: Sequence[int]) -> IntakeRound:
    """Return one round of so many alerts for each run."""
    with a_folder() as folder:
        async with a_database() as url:
            with serving(folder, url, role) as product:
                payloads = list(events(alerts, at))
                text, jsonb = await _copies(url, folder, payloads)
                runs, first = list[Intake](), alerts
                _send(product, folder, list(events(_WARM_UP, at, first=first)), connections=1)
                for number in connections:
                    first += alerts + _WARM_UP
                    payloads = list(events(alerts, at, first=first))
                    runs.append(_run(product, folder, payloads, connections=number, copied=(text, jsonb), role=role))
    size = sum(map(len, payloads)) // len(payloads)
    return IntakeRound(payload_bytes=size, copy_text_per_second=text, copy_jsonb_per_second=jsonb, runs=runs)


def _run(
    product: Product,
    folder: Path,
    payloads: Sequence[bytes],
    *,
    connections: int,
    copied: tuple[float, float],
    role: str,
) -> Intake:
    used = product.cpu_seconds()
    with probing(product) as probed:
        seconds = _send(product, folder, payloads, connections=connections)
    rate = len(payloads) / seconds
    return Intake(
        role=role,
        connections=connections,
        alerts=len(payloads),
        per_second=round(rate),
        ratio_to_copy_text=round(rate / copied[0], 3),
        ratio_to_copy_jsonb=round(rate / copied[1], 3),
        processor_us_per_alert=round((product.cpu_seconds() - used) / len(payloads) * 1e6),
        live_p99_ms=round(percentile(probed.took, 0.99) * 1e3, 1),
        live_max_ms=round(max(probed.took) * 1e3, 1),
        memory=product.memory(),
    )


def _send(product: Product, folder: Path, payloads: Sequence[bytes], *, connections: int) -> float:
    requests = [post("/webhooks/suricata", "application/json", body) for body in in_batches(payloads, _BATCH)]
    sender = a_sender(product, folder / "requests", requests, connections=connections)
    sender.begin()
    sent = sender.result()
    if sent.accepted() != len(payloads):
        message = f"{sent.accepted()} of {len(payloads)} alerts were accepted as new"
        raise RuntimeError(message)
    return sent.seconds


async def _copies(url: str, folder: Path, payloads: Sequence[bytes]) -> tuple[float, float]:
    file = folder / "payloads.csv"
    file.write_text("".join('"' + payload.decode().replace('"', '""') + '"\n' for payload in payloads))
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE bare_text (payload text); CREATE TABLE bare_jsonb (payload jsonb)")
    await connection.close()
    text, jsonb = (copy_rate(url, file, f"bare_{kind}") * len(payloads) for kind in ("text", "jsonb"))
    return round(text), round(jsonb)
