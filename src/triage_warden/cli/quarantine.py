"""`triage-warden quarantine`."""

from typing import Annotated
from urllib.parse import quote

import typer

from triage_warden.cli.access import needs
from triage_warden.cli.options import DEFAULT_LIMIT, DEFAULT_SERVER, LimitOption, Output, OutputOption, ServerOption
from triage_warden.core.identity.permissions import Permission

quarantine = typer.Typer(help="Payloads that could not be parsed, kept whole.", no_args_is_help=True)

_PATH = "/api/v1/quarantine"
_Id = Annotated[str, typer.Argument(metavar="ID", help="The item's id.")]


@quarantine.command("list")
@needs(Permission.QUARANTINE_READ)
def list_(
    *,
    limit: LimitOption = DEFAULT_LIMIT,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """List what waits, newest first."""
    from triage_warden.cli.answers import QuarantineRow
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import cell, moment
    from triage_warden.cli.listing import show_list

    with connect(server) as there:
        show_list(
            there.pages(_PATH, {}, limit=limit),
            kind=QuarantineRow,
            headings=("Received", "Source", "Reason", "Bytes", "Id"),
            row=lambda row: (moment(row.received_at), row.source, row.reason, row.size, cell(row.id)),
            output=output,
        )


@quarantine.command()
@needs(Permission.QUARANTINE_READ)
def show(
    item_id: _Id,
    *,
    raw: Annotated[bool, typer.Option("--raw", help="Write the payload, byte for byte.")] = False,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Show one payload and why it could not be parsed."""
    from triage_warden.cli.alert import write_raw
    from triage_warden.cli.answers import QuarantineRow
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import cell, console, moment, visible
    from triage_warden.cli.listing import decoded, fields

    with connect(server) as there:
        body = there.get(f"{_PATH}/{quote(item_id, safe='')}")
    found = decoded(body, QuarantineRow)
    if raw:
        write_raw(found.payload)
    elif output is Output.JSON:
        typer.echo(body)
    else:
        console().print(
            fields(
                ("Id", found.id),
                ("Source", found.source),
                ("Received", moment(found.received_at)),
                ("Reason", f"{found.reason} ({found.code})"),
                ("At", found.pointer),
            ),
            cell(""),
        )
        typer.echo(visible(found.payload.decode("utf-8", "backslashreplace")))


@quarantine.command()
@needs(Permission.QUARANTINE_REPLAY)
def replay(
    item_id: _Id,
    *,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Try to parse a payload again, after a parser was mended; exits 1 if it stays in quarantine."""
    from triage_warden.cli.answers import ReceiptRow
    from triage_warden.cli.client import connect
    from triage_warden.cli.edge import refuse
    from triage_warden.cli.listing import decoded

    with connect(server) as there:
        body = there.post(f"{_PATH}/{quote(item_id, safe='')}/replay")
    receipt = decoded(body, ReceiptRow)
    if output is Output.JSON:
        typer.echo(body)
    elif not receipt.quarantined:
        typer.echo(f"{receipt.accepted} accepted, {receipt.duplicates} repeats folded")
    if receipt.quarantined:
        refuse(f"{item_id} still cannot be parsed; it stays in quarantine.")
