"""`triage-warden backup`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from triage_warden.cli.access import works_here
from triage_warden.cli.options import Output, OutputOption

if TYPE_CHECKING:
    from triage_warden.wiring.backup import Backups, Created, Restored

backup = typer.Typer(help="Everything in the database, as one file.", no_args_is_help=True)

_PIPE = "-"


@backup.command()
@works_here("the database")
def create(
    file: Annotated[
        str | None,
        typer.Argument(metavar="[FILE]", help="File to make; none: `triage-warden-TIME.backup`; `-`: standard output."),
    ] = None,
    *,
    output: OutputOption = Output.TABLE,
) -> None:
    """Write everything in the database to a file, as it is at one moment, while everybody works on.

    Works on the database that DATABASE_URL names. Secrets stay encrypted: keep TW_ENCRYPTION_KEY somewhere else.
    """
    import asyncio
    import sys

    from triage_warden.cli.progress import progress

    desk = _backups()
    name = file or f"triage-warden-{desk.clock.now():%Y-%m-%dT%H%M%SZ}.backup"
    with progress("Backing up", None) as done:

        def tell(table: str) -> None:
            done.shows(text=f"Backing up {table}")
            done()

        target = sys.stdout.buffer if name == _PIPE else Path(name)
        tell_created(asyncio.run(desk.create(target, tell)), output)


@backup.command()
@works_here("the database")
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")],
    *,
    without_keys: Annotated[
        bool, typer.Option("--without-keys", help="Restore though some secrets cannot be read; they are set anew.")
    ] = False,
    output: OutputOption = Output.TABLE,
) -> None:
    """Load a backup into the empty database that DATABASE_URL names, and bring its schema up to date.

    All of it or nothing; one that was cut off or altered is refused before anything is written. The kill switch is on
    afterwards, and actions that were under way are left to a person.
    """
    import asyncio

    from triage_warden.cli.progress import progress

    desk = _backups()
    with progress("Restoring", 2 * file.stat().st_size) as done:
        restored = asyncio.run(desk.restore(file, done, without_keys=without_keys))
    tell_restored(restored, output)


def tell_created(created: "Created", output: Output) -> None:
    """Write what was made; on stderr where the backup itself went to stdout."""
    import msgspec

    beside = created.file == _PIPE
    if output is Output.JSON:
        typer.echo(msgspec.json.encode(created), err=beside)
        return
    typer.echo(
        f"{sum(created.rows.values())} rows of {len(created.rows)} tables were written to {created.file} "
        f"({created.bytes} bytes, schema {created.revision}).",
        err=beside,
    )
    typer.echo(f"sha256  {created.sha256}", err=beside)
    for head in created.heads:
        typer.echo(f"record  {head.seq} {head.hash} (tenant {head.tenant})", err=beside)
    for key_id, secrets in created.keys.items():
        typer.echo(f"key     {key_id} ({secrets} secrets; without it they cannot be read)", err=beside)


def tell_restored(restored: "Restored", output: Output) -> None:
    """Write what was loaded, and what is to be done now."""
    import msgspec

    if output is Output.JSON:
        typer.echo(msgspec.json.encode(restored))
        return
    typer.echo(
        f"{sum(restored.rows.values())} rows of {len(restored.rows)} tables were restored as of {restored.made_at}; "
        "all were counted, and every chain of the record holds."
    )
    for head in restored.heads:
        typer.echo(f"record  {head.seq} {head.hash} (tenant {head.tenant})")
    if restored.migrated:
        typer.echo(f"applied {', '.join(restored.migrated)}")
    for key_id, secrets in restored.keys_missing.items():
        typer.echo(f"lost    {secrets} secrets under the key {key_id}: set them anew")
    typer.echo(
        f"The kill switch is on; {restored.actions_unknown} actions were under way and are left to a person "
        "(`triage-warden action list --state unknown`). When that is done: `triage-warden kill-switch release`."
    )


def _backups() -> "Backups":
    from triage_warden.cli.environment import settings
    from triage_warden.kernel.clock import SystemClock
    from triage_warden.kernel.ids import Uuid7
    from triage_warden.wiring.backup import Backups

    clock = SystemClock()
    return Backups(settings(), clock, Uuid7(clock))
