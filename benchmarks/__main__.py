"""Measure everything in one run: `python -m benchmarks [--quick] [--only PART …]`; the last line is one JSON object."""

import argparse
import asyncio
import os
import platform
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks.analysis import measure_analysis, measure_folder
from benchmarks.intake import IntakeRound, measure_intake
from benchmarks.orchestrators import measure_orchestrators
from benchmarks.product import ROOT
from benchmarks.replies import measure_replies
from benchmarks.starting import measure_starting
from benchmarks.verdicts import measure_verdicts
from triage_warden.kernel.clock import SystemClock

_REAL_MAILS = ROOT.parent / "shared" / "data" / "mail"
"""Measured too where it lies beside the repository; it is not part of it."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    alerts: int
    rounds: int
    reply_seconds: int
    verdict_seconds: int
    mails: int
    incidents: int


FULL = Size(alerts=15_000, rounds=2, reply_seconds=30, verdict_seconds=60, mails=1_000, incidents=1_500)
QUICK = Size(alerts=3_000, rounds=1, reply_seconds=5, verdict_seconds=10, mails=52, incidents=150)


async def starting(_size: Size) -> object:
    """Measure starting up, with the embedded database."""
    return measure_starting()


async def intake(size: Size) -> object:
    r"""Measure intake in batches of 500 next to psql's \copy: the way in alone, then beside the triage."""
    rounds: list[IntakeRound] = []
    for _ in range(size.rounds):
        rounds.append(await measure_intake(size.alerts, _now(), role="api", connections=(1, 4)))
        _tell(rounds[-1])
    rounds.append(await measure_intake(size.alerts, _now(), role="combined", connections=(4,)))
    return rounds


async def replies(size: Size) -> object:
    """Measure one alert a request, 200 a second."""
    return await measure_replies(200, size.reply_seconds, _now())


async def verdicts(size: Size) -> object:
    """Measure the time from 202 to verdict, 50 alerts a second of all sources."""
    return await measure_verdicts(50, size.verdict_seconds, _now())


async def analysis(size: Size) -> object:
    """Measure the analysis of mails with no server."""
    bundled = await asyncio.to_thread(measure_analysis, size.mails, _now())
    return [bundled, *([measure_folder(_REAL_MAILS)] if _REAL_MAILS.is_dir() and size is FULL else [])]


async def orchestrators(size: Size) -> object:
    """Measure incidents triaged per second by 1, 2 and 3 orchestrators; what replicas ask and hold when idle."""
    return await measure_orchestrators(size.incidents)


PARTS: dict[str, Callable[[Size], Awaitable[object]]] = {
    part.__name__: part for part in (starting, intake, replies, verdicts, analysis, orchestrators)
}


async def main(size: Size, parts: list[str]) -> None:
    """Measure part by part, telling each as it is known."""
    began = time.monotonic()
    results: dict[str, object] = {"machine": machine()}
    for name in parts:
        part = PARTS[name]
        print(f"[{time.monotonic() - began:4.0f} s] {part.__doc__}", flush=True)
        results[name] = await part(size)
        _tell(results[name])
    results["seconds"] = round(time.monotonic() - began)
    print(msgspec.json.encode(results).decode())


def machine() -> dict[str, object]:
    """Describe the machine, without its name."""
    load = os.getloadavg()[0]
    return {
        "processors": os.cpu_count(),
        "processor": _processor(),
        "system": platform.system(),
        "python": platform.python_version(),
        "load_before": round(load, 2),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _now() -> datetime:
    return SystemClock().now().astimezone(UTC)


def _tell(found: object) -> None:
    print(msgspec.json.format(msgspec.json.encode(found), indent=1).decode(), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a minute, to see that it works; its figures mean little")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS), metavar="PART")
    options = parser.parse_args()
    sys.exit(asyncio.run(main(QUICK if options.quick else FULL, options.only)))
