"""`triage-warden migrate`."""

from typing import TYPE_CHECKING, Annotated

import typer

from triage_warden.cli.access import works_here
from triage_warden.cli.edge import refuse
from triage_warden.cli.options import Output, OutputOption

if TYPE_CHECKING:
    from triage_warden.storage.postgres.revision import MigrationStatus


@works_here("the database")
def migrate(
    *,
    status: Annotated[
        bool,
        typer.Option(
            "--status",
            help="List what is applied and pending; exits 1 unless this version can work.",
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write the SQL that would run; change nothing.")] = False,
    wait: Annotated[
        int,
        typer.Option(min=0, max=3600, metavar="SECONDS", help="Wait so long for a database that does not answer yet."),
    ] = 5,
    output: OutputOption = Output.TABLE,
) -> None:
    """Bring the database's schema up to date."""
    if status and dry_run:
        message = "--status and --dry-run exclude each other"
        raise typer.BadParameter(message)
    import asyncio

    from triage_warden.cli.environment import settings
    from triage_warden.wiring import migrate as wired

    chosen = settings()
    if status:
        show_status(asyncio.run(wired.status(chosen)), output)
    elif dry_run:
        show_sql(asyncio.run(wired.dry_run(chosen)), output)
    else:
        show_applied(asyncio.run(wired.migrate(chosen, wait)), output)


def show_status(found: "MigrationStatus", output: Output) -> None:
    """Write what is applied and what is pending; refuse if any is pending, or if this version is too old."""
    import msgspec

    if output is Output.JSON:
        _write_json(msgspec.to_builtins(found))
    else:
        _list(found)
    if not found.supported:
        refuse(f"This version does not work on the schema: it needs one that knows {found.oldest_code or found.ahead}.")
    if found.pending:
        refuse(f"{len(found.pending)} of the schema's migrations are pending; run `triage-warden migrate`.")


def _list(found: "MigrationStatus") -> None:
    for state, revisions in (("applied", found.applied), ("pending", found.pending)):
        for revision in revisions:
            typer.echo(f"{state}  {revision}")
    if found.ahead is not None:
        typer.echo(f"ahead    {found.ahead} (made by a newer version; oldest that works: {found.oldest_code})")


def show_sql(sql: str, output: Output) -> None:
    """Write the SQL that would run."""
    if output is Output.JSON:
        _write_json({"sql": sql})
    else:
        typer.echo(sql or "-- nothing is pending", nl=not sql.endswith("\n"))


def show_applied(revisions: list[str], output: Output) -> None:
    """Write what was applied."""
    if output is Output.JSON:
        _write_json({"applied": revisions})
    else:
        typer.echo(f"applied: {', '.join(revisions)}" if revisions else "The schema is up to date.")


def _write_json(value: object) -> None:
    import msgspec

    typer.echo(msgspec.json.encode(value))
