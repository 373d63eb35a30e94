"""`triage-warden doctor`."""

from typing import TYPE_CHECKING

import typer

from triage_warden.cli.access import works_here
from triage_warden.cli.options import Output, OutputOption

if TYPE_CHECKING:
    from triage_warden.wiring.checkup.finding import Found


@works_here("settings, the disk, the database and Redis")
def doctor(*, output: OutputOption = Output.TABLE) -> None:
    """Look whether this installation is in order: settings, disk, database, queue, record, backups, keys, Redis.

    One line for each, with the remedy where there is something to do; exits 1 if anything is wrong.
    """
    import asyncio

    from triage_warden.cli.edge import refuse
    from triage_warden.cli.environment import settings
    from triage_warden.kernel.clock import SystemClock
    from triage_warden.wiring.checkup.checkup import CheckUp
    from triage_warden.wiring.checkup.finding import State

    chosen = settings()

    async def look() -> list[State]:
        states: list[State] = []
        async for found in CheckUp(chosen, SystemClock())():
            tell(found, output)
            states.append(found.state)
        return states

    states = asyncio.run(look())
    if State.WRONG in states:
        refuse(f"{states.count(State.WRONG)} of {len(states)} things are wrong.")


def tell(found: "Found", output: Output) -> None:
    """Write one line."""
    from triage_warden.cli.drawing import one_line

    if output is Output.JSON:
        import msgspec

        typer.echo(msgspec.json.encode(found))
        return
    remedy = f" {found.remedy}" if found.remedy else ""
    typer.echo(f"{found.state:<7} {found.name:<9} {one_line(found.text + remedy)}")
