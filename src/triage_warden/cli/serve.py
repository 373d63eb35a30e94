"""`triage-warden serve`."""

from enum import StrEnum
from typing import Annotated

import typer

from triage_warden.cli.access import works_here
from triage_warden.cli.options import Output, OutputOption


class Role(StrEnum):
    """What a process does; the words of TW_ROLE."""

    COMBINED = "combined"
    API = "api"
    ORCHESTRATOR = "orchestrator"


@works_here("the database, as the process that serves")
def serve(
    *,
    role: Annotated[
        Role | None,
        typer.Option("--role", help="Answer requests, work through the queue, or both; TW_ROLE otherwise."),
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="Feed the bundled sample stream, if the database is empty.")
    ] = False,
    output: OutputOption = Output.TABLE,
) -> None:
    """Run it, until Ctrl-C. With no DATABASE_URL it brings its own PostgreSQL.

    Tells what it does and which incidents it has assessed: in lines for people, or as one line of JSON each.
    """
    from dataclasses import replace

    from triage_warden.cli.announcements import teller
    from triage_warden.cli.environment import settings
    from triage_warden.wiring import allocator, collector
    from triage_warden.wiring.setting_groups.serving import ServeRole

    allocator.give_back_memory()
    collector.pause()
    chosen = settings()
    if role is not None:
        chosen = replace(chosen, role=ServeRole(role))
    # Imported after the settings were read: a bad one is told at once, not after the server's own imports.
    from triage_warden.wiring import serve as wired

    wired.serve(chosen, sample=sample, announce=teller(output))
