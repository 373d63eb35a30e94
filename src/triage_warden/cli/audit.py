"""`triage-warden audit`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from triage_warden.cli.access import needs
from triage_warden.cli.options import (
    DEFAULT_LIMIT,
    DEFAULT_SERVER,
    LimitOption,
    Output,
    OutputOption,
    ServerOption,
    SinceOption,
    UntilOption,
)
from triage_warden.core.identity.permissions import Permission

audit = typer.Typer(help="The record of who did what, and the check of its chain.", no_args_is_help=True)

_PATH = "/api/v1/audit"
_Actor = Annotated[str | None, typer.Option("--actor", help="By this name or id.")]
_Action = Annotated[str | None, typer.Option("--action", help="Of this action; `incident.` is all on incidents.")]
_Object = Annotated[str | None, typer.Option("--object", help="Done to this, such as INC-2026-000123.")]


class Form(StrEnum):
    """How the record is written for others."""

    NDJSON = "ndjson"
    CEF = "cef"


_Form = Annotated[Form, typer.Option("--format", help="`ndjson` can be verified; `cef` is for a SIEM.")]


@audit.command("list")
@needs(Permission.AUDIT_READ)
def list_(  # noqa: PLR0913  # each filter is an option
    *,
    actor: _Actor = None,
    action: _Action = None,
    about: _Object = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = DEFAULT_LIMIT,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """List the record, newest first."""
    from triage_warden.cli.audit_rows import AuditRow, changes
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import moment
    from triage_warden.cli.listing import show_list

    wanted = {"actor": actor, "action": action, "object_id": about, "since": since, "until": until}
    with connect(server) as there:
        show_list(
            there.pages(_PATH, wanted, limit=limit),
            kind=AuditRow,
            headings=("No.", "When", "Who", "Did", "To", "Change", "Reason"),
            row=lambda row: (
                row.seq,
                moment(row.at),
                row.actor.name,
                row.action,
                row.target.id,
                changes(row),
                row.reason,
            ),
            output=output,
        )


@audit.command()
@needs(Permission.AUDIT_READ)
def export(
    *,
    to: Annotated[Path | None, typer.Option("--to", help="File to write; stdout otherwise.")] = None,
    form: Annotated[
        Form, typer.Option("--format", help="`ndjson` can be verified, `cef` is for a SIEM.")
    ] = Form.NDJSON,
    since: SinceOption = None,
    until: UntilOption = None,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Write the record, oldest first; with --to, tell how much it was."""
    import sys

    import msgspec

    from triage_warden.cli.client import connect
    from triage_warden.cli.progress import progress

    query = {"format": form.value, "since": since, "until": until}
    with connect(server) as there, there.lines(f"{_PATH}/export", query) as lines, progress("Exporting", None) as done:
        out = sys.stdout.buffer if to is None else to.open("wb")
        written = 0
        try:
            for line in lines:
                out.write(line + b"\n")
                done()
                written += 1
            out.flush()
        finally:
            if to is not None:
                out.close()
    if to is not None and output is Output.JSON:
        typer.echo(msgspec.json.encode({"file": str(to), "lines": written}))
    elif to is not None:
        typer.echo(f"{written} lines were written to {to}.")


@audit.command()
@needs(Permission.AUDIT_READ)
def verify(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="An export; none: ask the server.")] = None,
    *,
    anchors: Annotated[
        Path | None, typer.Option("--anchors", help="File of heads that were kept (TW_AUDIT_ANCHOR).")
    ] = None,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Check the chain of the record here, entry by entry; exits 1 and names the first bad entry where it is broken.

    The server is only asked for the entries: whether they hold together is found out by this command.
    """
    from triage_warden.cli.audit_check import check_file, check_server, kept_in, tell

    kept = kept_in(anchors) if anchors is not None else None
    checked = check_file(file, kept) if file is not None else check_server(server, kept)
    tell(checked, output)
