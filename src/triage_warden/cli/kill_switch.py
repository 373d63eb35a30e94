"""`triage-warden kill-switch`."""

from typing import Annotated

import typer

from triage_warden.cli.access import needs
from triage_warden.cli.options import DEFAULT_SERVER, Output, OutputOption, ServerOption
from triage_warden.core.identity.permissions import Permission

kill_switch = typer.Typer(help="Halt every action with an effect outside, and let them go on.", no_args_is_help=True)

_PATH = "/api/v1/kill-switch"
_Reason = Annotated[str, typer.Option("--reason", help="Why, for the record.")]
_Tenant = Annotated[bool, typer.Option("--tenant", help="Only this tenant's actions.")]
_Verb = Annotated[str | None, typer.Option("--verb", help="Only this action, everywhere.")]


@kill_switch.command()
@needs(Permission.KILL_SWITCH_READ)
def status(*, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """Say whether anything is halted, by whom and why."""
    from triage_warden.cli.answers import KillSwitchRow
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import console, moment, table
    from triage_warden.cli.listing import decoded

    with connect(server) as there:
        body = there.get(_PATH)
    found = decoded(body, KillSwitchRow)
    if output is Output.JSON:
        typer.echo(body)
    elif not found.engaged:
        typer.echo("Off: actions are carried out.")
    else:
        rows = [
            (moment(each.engaged_at), each.scope.verb or each.scope.kind, each.engaged_by, each.reason)
            for each in found.switches
        ]
        console().print(table(("On since", "For", "By", "Because"), rows))


@kill_switch.command()
@needs(Permission.KILL_SWITCH_ENGAGE)
def engage(
    *,
    reason: _Reason,
    tenant: _Tenant = False,
    verb: _Verb = None,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Halt: when this returns, no action in its scope begins any more."""
    _change("engage", _scope(tenant=tenant, verb=verb) | {"reason": reason}, server=server, output=output)


@kill_switch.command()
@needs(Permission.KILL_SWITCH_RELEASE)
def release(
    *,
    reason: _Reason,
    tenant: _Tenant = False,
    verb: _Verb = None,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Let actions go on; what was refused meanwhile has to be asked for anew."""
    _change("release", _scope(tenant=tenant, verb=verb) | {"reason": reason}, server=server, output=output)


def _scope(*, tenant: bool, verb: str | None) -> dict[str, str]:
    if tenant and verb:
        message = "--tenant and --verb cannot be given together"
        raise typer.BadParameter(message)
    if verb:
        return {"scope": "action", "verb": verb}
    return {"scope": "tenant" if tenant else "everything"}


def _change(change: str, body: dict[str, str], *, server: str, output: Output) -> None:
    from triage_warden.cli.answers import SwitchRow
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import cell, console
    from triage_warden.cli.listing import decoded

    with connect(server) as there:
        answer = there.post_json(f"{_PATH}/{change}", body)
    found = decoded(answer, SwitchRow)
    if output is Output.JSON:
        typer.echo(answer)
    else:
        said = "Released" if found.released_by else "Engaged"
        console().print(cell(f"{said} for {found.scope.verb or found.scope.kind}."))
