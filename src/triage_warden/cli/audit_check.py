"""Check a chain: an export's, or a server's as it sends it."""

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import typer

from triage_warden.cli.client import connect
from triage_warden.cli.edge import refuse
from triage_warden.cli.listing import decoded
from triage_warden.cli.options import Output
from triage_warden.cli.progress import progress
from triage_warden.core.audit.export import NotAnExport, read_anchor, read_heading, read_line
from triage_warden.core.audit.model import Anchor
from triage_warden.core.audit.verify import ChainCheck, Finding

_STEP = 1_000


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What a check came to."""

    ok: bool
    tenant: str
    entries: int
    last: int
    """The last entry that was found good, in its order."""
    hash: str
    anchors_met: int
    seconds: float
    finding: Finding | None


class _Head(msgspec.Struct, frozen=True):
    anchors: tuple[Anchor, ...] = ()


def kept_in(path: Path) -> list[Anchor]:
    """Return the anchors of a file; raise NotAnExport where a line is none."""
    lines = path.read_bytes().splitlines()
    return [read_anchor(line, number) for number, line in enumerate(lines, 1) if line.strip()]


def check_file(path: Path, kept: Sequence[Anchor] | None) -> Checked:
    """Check an export, a line at a time."""
    with path.open("rb") as file:
        return check(file, kept or ())


def check_server(url: str, kept: Sequence[Anchor] | None) -> Checked:
    """Check the chain that a server sends; without anchors of one's own, against those that it keeps."""
    with connect(url) as there:
        known = decoded(there.get("/api/v1/audit/head"), _Head).anchors if kept is None else kept
        with there.lines("/api/v1/audit/export", {"format": "ndjson"}) as lines:
            return check(lines, known)


def check(lines: Iterable[bytes], kept: Sequence[Anchor]) -> Checked:
    """Check an export's lines; holds one at a time."""
    began = time.monotonic()
    numbered = _lines(lines)
    first, head = read_heading(next(numbered, (1, b""))[1])
    if first.filtered:
        raise NotAnExport(detail="This export was filtered; entries were left out, so its chain cannot be checked.")
    chain = ChainCheck(first.tenant, kept)
    with progress("Verifying", head.seq) as done:
        for number, text in numbered:
            chain.add(read_line(text, number))
            if chain.entries % _STEP == 0:
                done(_STEP)
    finding = chain.finish(head)
    return Checked(
        ok=finding is None,
        tenant=first.tenant,
        entries=chain.entries,
        last=chain.head.seq,
        hash=chain.head.hash.hex(),
        anchors_met=chain.anchors_met,
        seconds=round(time.monotonic() - began, 3),
        finding=finding,
    )


def tell(checked: Checked, output: Output) -> None:
    """Write what it came to; refuse where the chain is broken."""
    if output is Output.JSON:
        typer.echo(msgspec.json.encode(checked))
    elif checked.ok:
        rate = f"{checked.entries} entries in {checked.seconds:.1f} s"
        typer.echo(f"The chain holds: {rate}; the last has the hash {checked.hash}.")
        typer.echo(_anchored(checked.anchors_met))
    if checked.finding is not None:
        refuse(
            f"The record is broken at entry {checked.finding.seq} ({checked.finding.fault}): {checked.finding.detail}"
        )


def _anchored(met: int) -> str:
    if met:
        return f"{met} heads that were kept outside the database agree with it."
    return "No kept head was there to hold it against: an end cut off together with the head would not show."


def _lines(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(lines, 1):
        text = line.rstrip(b"\r\n")
        if text:
            yield number, text
