"""`triage-warden incident`."""

from typing import Annotated
from urllib.parse import quote

import typer

from triage_warden.cli.access import needs
from triage_warden.cli.options import (
    DEFAULT_LIMIT,
    DEFAULT_SERVER,
    FormOption,
    LimitOption,
    Output,
    OutputOption,
    ServerOption,
    SinceOption,
    UntilOption,
)
from triage_warden.core.identity.permissions import Permission

incident = typer.Typer(help="Incidents on a running server.", no_args_is_help=True)

_PATH = "/api/v1/incidents"
_Reference = Annotated[str, typer.Argument(metavar="INCIDENT", help="Number (INC-2026-000123) or id.")]
_Reason = Annotated[str, typer.Option("--reason", help="Why, for the record.")]


@incident.command("list")
@needs(Permission.INCIDENTS_READ)
def list_(  # noqa: PLR0913  # one argument for each filter: the framework reads them off the signature
    *,
    status: Annotated[str | None, typer.Option(help="new, triaging, open, resolved or closed.")] = None,
    severity: Annotated[str | None, typer.Option(help="informational, low, medium, high or critical.")] = None,
    verdict: Annotated[str | None, typer.Option(help="malicious, suspicious, benign or inconclusive.")] = None,
    source: Annotated[str | None, typer.Option(help="Only with alerts of this source.")] = None,
    assignee: Annotated[str | None, typer.Option(help="Only those of this person.")] = None,
    query: Annotated[str | None, typer.Option("--query", "-q", help="Words in the title, or an entity.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = DEFAULT_LIMIT,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """List incidents, latest change first."""
    from triage_warden.cli.client import connect
    from triage_warden.cli.incident_view import show_incidents

    wanted = {"status": status, "severity": severity, "verdict": verdict, "source": source, "assignee": assignee}
    with connect(server) as there:
        show_incidents(there.pages(_PATH, {**wanted, "q": query, "since": since, "until": until}, limit=limit), output)


@incident.command()
@needs(Permission.INCIDENTS_READ, Permission.ALERTS_READ)
def show(
    reference: _Reference,
    *,
    form: FormOption = None,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Show one incident: verdict, the facts and their weights, why its alerts belong together, what to do."""
    from triage_warden.cli.alert import write_raw
    from triage_warden.cli.client import connect
    from triage_warden.cli.incident_view import draw_incident, incident_file, parts

    with connect(server) as there:
        if form:
            write_raw(there.get(f"{_one(reference)}/{form.path}"))
            return
        found = parts(there, _one(reference))
    if output is Output.JSON:
        import msgspec

        typer.echo(msgspec.json.encode(found))
    else:
        draw_incident(incident_file(found))


@incident.command()
@needs(Permission.INCIDENTS_CHANGE)
def resolve(
    reference: _Reference,
    *,
    disposition: Annotated[
        str,
        typer.Option("--disposition", help="true_positive, benign_positive, false_positive or undetermined."),
    ],
    reason: _Reason,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Say what it was."""
    _change(reference, "resolve", {"disposition": disposition, "reason": reason}, server=server, output=output)


@incident.command()
@needs(Permission.INCIDENTS_CHANGE)
def reopen(
    reference: _Reference,
    *,
    reason: _Reason,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Open it again."""
    _change(reference, "reopen", {"reason": reason}, server=server, output=output)


@incident.command()
@needs(Permission.INCIDENTS_CHANGE)
def assign(
    reference: _Reference,
    assignee: Annotated[str, typer.Argument(help="Who takes it; '' gives it back.")],
    *,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Put somebody in charge."""
    _change(reference, "assign", {"assignee": assignee or None}, server=server, output=output)


def _change(reference: str, verb: str, body: dict[str, str | None], *, server: str, output: Output) -> None:
    from triage_warden.cli.client import connect
    from triage_warden.cli.incident_view import draw_change
    from triage_warden.cli.listing import show_answer

    with connect(server) as there:
        answer = there.post_json(f"{_one(reference)}/{verb}", body)
    show_answer(answer, draw_change, output)


def _one(reference: str) -> str:
    return f"{_PATH}/{quote(reference, safe='')}"
