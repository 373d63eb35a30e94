"""`triage-warden keys`."""

import typer

from triage_warden.cli.access import works_here
from triage_warden.cli.options import Output, OutputOption

keys = typer.Typer(help="The keys that secrets at rest are encrypted under.", no_args_is_help=True)


@keys.command()
@works_here("the database and TW_ENCRYPTION_KEY")
def rotate(*, output: OutputOption = Output.TABLE) -> None:
    """Encrypt all secrets anew under the first key of TW_ENCRYPTION_KEY, while everything runs.

    Works on the database that DATABASE_URL names. Stopped half-way, it goes on where it was when it is started again.
    """
    import asyncio

    import msgspec

    from triage_warden.cli.environment import settings
    from triage_warden.cli.progress import progress
    from triage_warden.core.secrets.model import Rotated
    from triage_warden.wiring import rotation

    chosen = settings()
    with progress("Rotating", None) as done:

        def tell(step: Rotated) -> None:
            done.shows(total=None if step.left == 0 else step.done + step.left)
            done(step.done)

        found = asyncio.run(rotation.rotate(chosen, tell))
    if output is Output.JSON:
        typer.echo(msgspec.json.encode(found))
    else:
        typer.echo(
            f"{found.secrets} secrets of {found.tenants} tenants were encrypted anew; all are under the key "
            f"{found.key_id} now. The other keys can be taken out of TW_ENCRYPTION_KEY."
        )
