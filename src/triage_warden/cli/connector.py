"""`triage-warden connector`: what alerts come from and actions go to."""

from typing import Annotated
from urllib.parse import quote

import msgspec
import typer

from triage_warden.cli.access import needs
from triage_warden.cli.options import DEFAULT_SERVER, Output, OutputOption, ServerOption
from triage_warden.core.identity.permissions import Permission

connector = typer.Typer(help="Systems that actions go to, sources that alerts come from.", no_args_is_help=True)

_PATH = "/api/v1/connectors"
_Name = Annotated[str, typer.Argument(metavar="NAME", help="The connector's name.")]


class ConnectorRow(msgspec.Struct, frozen=True, kw_only=True):
    """A connector, as the server tells it."""

    name: str
    title: str
    kind: str
    configured: bool
    verbs: tuple[str, ...] = ()
    documentation: tuple[str, ...] = ()
    trouble: str | None = None


class _Rows(msgspec.Struct, frozen=True):
    items: list[msgspec.Raw]


class _Signed(msgspec.Struct, frozen=True, kw_only=True):
    scheme: str
    before_holds_until: str | None = None


class _Shown(msgspec.Struct, frozen=True, kw_only=True):
    connector: ConnectorRow
    signed: _Signed | None = None


class _Tested(msgspec.Struct, frozen=True, kw_only=True):
    outcome: str
    says: str
    details: tuple[str, ...] = ()
    seconds: float = 0.0
    instance: str = ""


@connector.command("list")
@needs(Permission.CONNECTORS_READ)
def list_(*, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """List systems, connected or not, and sources."""
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import cell
    from triage_warden.cli.listing import decoded, show_list

    with connect(server) as there:
        rows = decoded(there.get(_PATH), _Rows).items
    show_list(
        map(bytes, rows),
        kind=ConnectorRow,
        headings=("Name", "Title", "Kind", "State", "Actions"),
        row=lambda row: (row.name, cell(row.title), row.kind, cell(_state(row)), ", ".join(row.verbs)),
        output=output,
    )


@connector.command()
@needs(Permission.CONNECTORS_READ)
def show(name: _Name, *, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """Show one of them: what it does, its documentation, and how a source's webhooks are signed."""
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import console
    from triage_warden.cli.listing import decoded, fields

    with connect(server) as there:
        body = there.get(f"{_PATH}/{quote(name, safe='')}")
    if output is Output.JSON:
        typer.echo(body)
        return
    found = decoded(body, _Shown)
    row, signed = found.connector, found.signed
    console().print(
        fields(
            ("Name", row.name),
            ("Title", row.title),
            ("Kind", row.kind),
            ("State", _state(row)),
            ("Actions", ", ".join(row.verbs) or None),
            ("Webhooks", _webhooks(signed) if row.kind == "source" else None),
            *(("Documentation", each) for each in row.documentation),
        )
    )


@connector.command("test")
@needs(Permission.CONNECTORS_CHANGE)
def try_(name: _Name, *, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """Ask a connected system something harmless, signed in as for the real work; exits 1 where that does not work."""
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import visible
    from triage_warden.cli.edge import refuse
    from triage_warden.cli.listing import decoded

    with connect(server) as there:
        body = there.post(f"{_PATH}/{quote(name, safe='')}/test")
    tested = decoded(body, _Tested)
    if output is Output.JSON:
        typer.echo(body)
    told = f"{name}, asked by {tested.instance} in {tested.seconds:.1f} s: {tested.says}"
    if tested.outcome != "ok":
        refuse(visible(told))
    if output is Output.TABLE:
        typer.echo(visible("\n".join((told, *tested.details))))


def _state(row: ConnectorRow) -> str:
    if row.trouble:
        return row.trouble
    return "connected" if row.configured and row.kind == "system" else "takes in" if row.configured else "not connected"


def _webhooks(signed: _Signed | None) -> str:
    if signed is None:
        return "show an API key"
    until = f"; the secret before holds until {signed.before_holds_until}" if signed.before_holds_until else ""
    return f"are signed ({signed.scheme}){until}"
