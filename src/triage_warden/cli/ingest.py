"""`triage-warden ingest`: send files to a running server."""

from typing import TYPE_CHECKING, Annotated

import typer

from triage_warden.cli.access import needs
from triage_warden.cli.edge import refuse
from triage_warden.cli.options import DEFAULT_SERVER, Output, OutputOption, ServerOption
from triage_warden.core.identity.permissions import Permission

if TYPE_CHECKING:
    from triage_warden.cli.client import Server
    from triage_warden.cli.progress import Advance
    from triage_warden.cli.totals import Totals


@needs(Permission.ALERTS_TAKE_IN)
def ingest(
    names: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Files or folders (.eml, .json, .ndjson, .csv, .gz); `-` is stdin."),
    ],
    *,
    source: Annotated[
        str | None, typer.Option("--source", help="Source of the files; without it, recognised from the bytes.")
    ] = None,
    server: ServerOption = DEFAULT_SERVER,
    batch: Annotated[int, typer.Option("--batch", min=1, max=5000, help="Most alerts in one request.")] = 500,
    output: OutputOption = Output.TABLE,
) -> None:
    """Send files to a running server, in batches, with progress.

    Sending the same file again is safe: every batch carries a key made from its content, and repeats are folded. While
    the server is busy the command waits as long as it is told to.
    """
    from triage_warden.cli import files
    from triage_warden.cli.client import connect
    from triage_warden.cli.progress import progress
    from triage_warden.cli.totals import Totals
    from triage_warden.kernel.clock import SystemClock

    found = files.find(names)
    totals = Totals(clock=SystemClock())
    with connect(server) as there, progress("Sending", 0) as advance:
        for file in found:
            _send_file(there, file, source=source, batch=batch, totals=totals, advance=advance)
    totals.show(output)
    if totals.unsent:
        refuse(f"{len(totals.unsent)} of {len(found)} files were not sent: {totals.unsent[0]}")


def _send_file(
    server: "Server", file: str, *, source: str | None, batch: int, totals: "Totals", advance: "Advance"
) -> None:
    import time
    from hashlib import sha256

    from triage_warden.cli import files
    from triage_warden.cli.analysis import source_of
    from triage_warden.cli.batches import bodies
    from triage_warden.cli.sending import Sender
    from triage_warden.kernel.errors import Invalid

    try:
        data = files.read(file)
        found = source_of(data, source)
        payloads = list(found.split(data))
    except Invalid as error:  # this file; the others may be well
        totals.skip(f"{files.shown(file)}: {error.detail}")
        return
    totals.expect(len(payloads), found.name, guessed=source is None)
    advance.shows(total=totals.payloads, text=files.shown(file))
    send = Sender(server, found.name, sha256(data).hexdigest(), found.split, time.sleep)
    for body in bodies(payloads, found.split, most=batch):
        for count, receipt in send(body):
            totals.add(receipt)
            advance(count)
