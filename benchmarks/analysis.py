"""Seconds and memory that `triage-warden analyze` takes for a folder of mails, with no server and no database."""

import subprocess
import sys
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

import msgspec

from benchmarks.mixed import mails
from benchmarks.product import ROOT, a_folder, environment, family_memory


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """One run over a folder; memory is the most that the command and its workers held together (MiB)."""

    mails: int
    seconds: float
    per_second: float
    memory: float
    processes: int
    verdicts: dict[str, int]


class _Line(msgspec.Struct, frozen=True):
    assessment: dict[str, object] | None = None


def measure_analysis(number: int, at: datetime) -> Analysis:
    """Return a run over so many of the bundled stream's mails, each as of another branch of the company."""
    with a_folder() as folder:
        for place, mail in enumerate(mails(number, at)):
            (folder / f"{place:05d}.eml").write_bytes(mail)
        return measure_folder(folder)


def measure_folder(folder: Path) -> Analysis:
    """Return a run over a folder of mails."""
    number = sum(1 for _ in folder.glob("*.eml"))
    with a_folder() as scratch, (scratch / "out").open("wb") as out:
        began = time.monotonic()
        command = [sys.executable, "-m", "triage_warden", "analyze", str(folder), "--output", "json"]
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment(scratch))
        most, processes = 0.0, 1
        while process.poll() is None:
            memory, family = family_memory(process.pid)
            most, processes = max(most, memory), max(processes, family)
            time.sleep(0.1)
        seconds = time.monotonic() - began
        lines = (scratch / "out").read_bytes().splitlines()
    return Analysis(
        mails=number,
        seconds=round(seconds, 1),
        per_second=round(number / seconds, 1),
        memory=round(most, 1),
        processes=processes,
        verdicts=dict(Counter(_verdict(line) for line in lines)),
    )


def _verdict(line: bytes) -> str:
    assessment = msgspec.json.decode(line, type=_Line).assessment
    return str(assessment["verdict"]) if assessment else "unreadable"
