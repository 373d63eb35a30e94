"""The whole command line, put together. What is imported here is light; what a command needs it imports itself."""

from typing import Annotated

import typer

from triage_warden import __version__
from triage_warden.cli.action import action
from triage_warden.cli.alert import alert
from triage_warden.cli.analyze import analyze
from triage_warden.cli.api_key import api_key
from triage_warden.cli.audit import audit
from triage_warden.cli.backup import backup
from triage_warden.cli.connector import connector
from triage_warden.cli.doctor import doctor
from triage_warden.cli.edge import RefusingGroup
from triage_warden.cli.incident import incident
from triage_warden.cli.ingest import ingest
from triage_warden.cli.keys import keys
from triage_warden.cli.kill_switch import kill_switch
from triage_warden.cli.migrate import migrate
from triage_warden.cli.own_list import own_list
from triage_warden.cli.quarantine import quarantine
from triage_warden.cli.queue import queue
from triage_warden.cli.serve import serve
from triage_warden.cli.service_account import service_account
from triage_warden.cli.source import source
from triage_warden.cli.user import user

app = typer.Typer(
    cls=RefusingGroup,
    name="triage-warden",
    help="Takes in security alerts, groups them into incidents, and reaches verdicts that cite their facts.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,  # plain help: the drawn one costs 150 ms of every start
)
app.command()(serve)
app.command()(migrate)
app.command()(analyze)
app.command()(ingest)
app.command()(doctor)
app.add_typer(incident, name="incident")
app.add_typer(alert, name="alert")
app.add_typer(action, name="action")
app.add_typer(kill_switch, name="kill-switch")
app.add_typer(quarantine, name="quarantine")
app.add_typer(own_list, name="own-list")
app.add_typer(queue, name="queue")
app.add_typer(connector, name="connector")
app.add_typer(source, name="source")
app.add_typer(user, name="user")
app.add_typer(service_account, name="service-account")
app.add_typer(audit, name="audit")
app.add_typer(api_key, name="api-key")
app.add_typer(keys, name="keys")
app.add_typer(backup, name="backup")


def _tell_version(asked: bool) -> None:  # noqa: FBT001  # how the framework calls it
    if asked:
        typer.echo(f"triage-warden {__version__}")
        raise typer.Exit


@app.callback()
def main(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Takes in security alerts, groups them into incidents, and reaches verdicts that cite their facts."""
    _ = version  # the callback has told it
