"""`triage-warden alert`."""

import sys
from typing import Annotated

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

alert = typer.Typer(help="Alerts that a running server has taken in.", no_args_is_help=True)

_PATH = "/api/v1/alerts"


@alert.command("list")
@needs(Permission.ALERTS_READ)
def list_(  # noqa: PLR0913  # one argument for each filter: the framework reads them off the signature
    *,
    source: Annotated[str | None, typer.Option(help="Only this source.")] = None,
    severity: Annotated[str | None, typer.Option(help="Only this severity.")] = None,
    incident: Annotated[str | None, typer.Option(help="Only this incident, by number or id.")] = None,
    observable: Annotated[str | None, typer.Option(help="Only alerts that hold this value.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: LimitOption = DEFAULT_LIMIT,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """List alerts, newest receipt first."""
    from triage_warden.cli.answers import AlertRow
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import cell, moment, word
    from triage_warden.cli.listing import show_list

    query = {"source": source, "severity": severity, "incident": incident, "observable": observable}
    with connect(server) as there:
        show_list(
            there.pages(_PATH, {**query, "since": since, "until": until}, limit=limit),
            kind=AlertRow,
            headings=("Received", "Severity", "Source", "Title", "Count", "Id"),
            row=lambda row: (
                moment(row.received_at),
                word(row.severity),
                row.source,
                row.title,
                row.count,
                cell(row.id),
            ),
            output=output,
        )


@alert.command()
@needs(Permission.ALERTS_READ)
def show(
    alert_id: Annotated[str, typer.Argument(metavar="ID", help="The alert's id.")],
    *,
    raw: Annotated[bool, typer.Option("--raw", help="Write the source's payload, byte for byte.")] = False,
    form: FormOption = None,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Show one alert, the payload it came from, or what other programs read."""
    from urllib.parse import quote

    from triage_warden.cli.client import connect

    below = "/raw" if raw else f"/{form.path}" if form else ""
    with connect(server) as there:
        body = there.get(f"{_PATH}/{quote(alert_id, safe='')}{below}")
    if below:
        write_raw(body)
    elif output is Output.JSON:
        typer.echo(body)
    else:
        _draw(body)


def write_raw(payload: bytes) -> None:
    """Write bytes as they are; to a terminal, with what would steer it written out."""
    from triage_warden.cli.drawing import visible

    if sys.stdout.isatty():
        typer.echo(visible(payload.decode("utf-8", "backslashreplace")))
    else:
        typer.echo(payload, nl=False)


def _draw(body: bytes) -> None:
    from triage_warden.cli.answers import AlertRow
    from triage_warden.cli.drawing import console, moment, table
    from triage_warden.cli.listing import decoded, fields

    found = decoded(body, AlertRow)
    attack = ", ".join(filter(None, (each.technique or each.tactic for each in found.attack)))
    screen = console()
    screen.print(
        fields(
            ("Id", found.id),
            ("Title", found.title),
            ("Source", " ".join(filter(None, (found.source, found.source_id)))),
            ("Rule", " ".join(filter(None, (found.rule.id, found.rule.name)))),
            ("Severity", found.severity),
            ("Occurred", moment(found.occurred_at)),
            ("Received", f"{moment(found.received_at)}, {found.count} times"),
            ("ATT&CK", attack),
            ("Incident", found.incident_id),
            ("Description", found.description),
            *sorted(found.attributes.items()),
        )
    )
    rows = [(each.role, each.type, each.value, ", ".join(each.lists or each.traits)) for each in found.observables]
    screen.print(table(("Role", "Type", "Value", "Known"), rows, title="Observables"))
