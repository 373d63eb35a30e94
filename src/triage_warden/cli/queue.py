"""`triage-warden queue`."""

from enum import StrEnum
from typing import Annotated

import typer

from triage_warden.cli.access import needs
from triage_warden.cli.options import DEFAULT_LIMIT, DEFAULT_SERVER, LimitOption, Output, OutputOption, ServerOption
from triage_warden.core.identity.permissions import Permission

queue = typer.Typer(help="Jobs that wait, run or were parked after failing.", no_args_is_help=True)

_PATH = "/api/v1/queue"
_Number = Annotated[int, typer.Argument(metavar="JOB", help="The job's number.", min=0)]


class State(StrEnum):
    """Where a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    PARKED = "parked"


@queue.command("list")
@needs(Permission.QUEUE_READ)
def list_(
    *,
    state: Annotated[State | None, typer.Option("--state", help="Only jobs in this state.")] = None,
    limit: LimitOption = DEFAULT_LIMIT,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """List jobs, newest first."""
    from triage_warden.cli.answers import JobRow
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import cell, moment
    from triage_warden.cli.listing import show_list

    with connect(server) as there:
        show_list(
            there.pages(_PATH, {"state": state}, limit=limit),
            kind=JobRow,
            headings=("Job", "Kind", "State", "Put", "Attempts", "About", "Reason"),
            row=lambda row: (
                row.id,
                row.kind,
                row.state,
                moment(row.created_at),
                row.attempts,
                cell(row.about),
                row.reason or "",
            ),
            output=output,
        )


@queue.command()
@needs(Permission.QUEUE_READ)
def show(number: _Number, *, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """Show one job, and why it was parked."""
    from triage_warden.cli.client import connect

    with connect(server) as there:
        _tell(there.get(f"{_PATH}/{number}"), output)


@queue.command()
@needs(Permission.QUEUE_CHANGE)
def retry(number: _Number, *, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """Put a parked job back into the queue, after what was wrong is mended."""
    from triage_warden.cli.client import connect

    with connect(server) as there:
        _tell(there.post(f"{_PATH}/{number}/retry"), output)


@queue.command()
@needs(Permission.QUEUE_CHANGE)
def discard(
    number: _Number,
    *,
    reason: Annotated[str, typer.Option("--reason", help="Why, for the record.")],
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Drop a parked job; what it was and why it was dropped stays on the record."""
    from triage_warden.cli.client import connect

    with connect(server) as there:
        _tell(there.post_json(f"{_PATH}/{number}/discard", {"reason": reason}), output)


def _tell(body: bytes, output: Output) -> None:
    from triage_warden.cli.answers import JobRow
    from triage_warden.cli.drawing import console, moment
    from triage_warden.cli.listing import decoded, fields

    if output is Output.JSON:
        typer.echo(body)
        return
    job = decoded(body, JobRow)
    console().print(
        fields(
            ("Job", job.id),
            ("Kind", job.kind),
            ("State", job.state),
            ("About", job.about),
            ("Put", moment(job.created_at)),
            ("Not before", moment(job.run_after)),
            ("Attempts", job.attempts),
            ("Reason", job.reason),
            ("Family", job.family),
        ),
    )
