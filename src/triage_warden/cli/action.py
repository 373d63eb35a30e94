"""`triage-warden action`."""

from typing import Annotated
from urllib.parse import quote

import typer

from triage_warden.cli.access import needs
from triage_warden.cli.options import DEFAULT_LIMIT, DEFAULT_SERVER, LimitOption, Output, OutputOption, ServerOption
from triage_warden.core.identity.permissions import Permission

action = typer.Typer(help="Actions: what is done outside, because somebody asked for it.", no_args_is_help=True)

_PATH = "/api/v1/actions"
_Id = Annotated[str, typer.Argument(metavar="ID", help="The action's id.")]


@action.command("types")
@needs(Permission.ACTIONS_READ)
def types_(*, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """List what can be done, how risky it is, and which connector does it here."""
    from triage_warden.cli.action_view import draw_types
    from triage_warden.cli.client import connect

    with connect(server) as there:
        body = there.get(f"{_PATH}/types")
    if output is Output.JSON:
        typer.echo(body)
    else:
        draw_types(body)


@action.command("list")
@needs(Permission.ACTIONS_READ)
def list_(
    *,
    state: Annotated[
        str | None,
        typer.Option(help="approved, running, done, failed, unknown or refused."),
    ] = None,
    incident: Annotated[str | None, typer.Option(help="Only those of this incident.")] = None,
    limit: LimitOption = DEFAULT_LIMIT,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """List actions, the latest request first."""
    from triage_warden.cli.action_view import show_actions
    from triage_warden.cli.client import connect

    path = f"/api/v1/incidents/{quote(incident, safe='')}/actions" if incident else _PATH
    with connect(server) as there:
        show_actions(there.pages(path, {"state": state}, limit=limit), output)


@action.command()
@needs(Permission.ACTIONS_READ)
def show(action_id: _Id, *, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """Show one action: exactly what the yes was given to, and each attempt."""
    from triage_warden.cli.action_view import draw_action
    from triage_warden.cli.client import connect

    with connect(server) as there:
        body = there.get(f"{_PATH}/{quote(action_id, safe='')}")
    if output is Output.JSON:
        typer.echo(body)
    else:
        draw_action(body)


@action.command()
@needs(Permission.ACTIONS_READ, Permission.ACTIONS_REQUEST)
def create(  # noqa: PLR0913  # one argument for each option: the framework reads them off the signature
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="Number (INC-2026-000123) or id.")],
    *,
    verb: Annotated[str, typer.Option("--verb", help="What to do; `action types` lists it.")] = "create_ticket",
    title: Annotated[str | None, typer.Option(help="Instead of the drafted title.")] = None,
    description: Annotated[str | None, typer.Option(help="Instead of the drafted description.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask for it without asking me.")] = False,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Show exactly what would be sent, and send it when you say yes."""
    from triage_warden.cli.action_view import confirmed, drafted, draw_action
    from triage_warden.cli.client import connect
    from triage_warden.cli.edge import refuse

    path = f"/api/v1/incidents/{quote(incident, safe='')}/actions"
    with connect(server) as there:
        draft = drafted(there.get(f"{path}/draft", {"verb": verb}), {"title": title, "description": description})
        if draft.connector is None:
            refuse(f"No system is connected that can do {verb}.")
        if draft.halted is not None:
            refuse(draft.halted)
        if not yes and not confirmed(draft):
            refuse("Nothing was sent.")
        body = there.post_once(path, {"action": draft.action})
    if output is Output.JSON:
        typer.echo(body)
    else:
        draw_action(body)


@action.command()
@needs(Permission.ACTIONS_APPROVE)
def settle(
    action_id: _Id,
    *,
    done: Annotated[bool, typer.Option("--done/--not-done", help="What you found out.")],
    reason: Annotated[str, typer.Option("--reason", help="How you know, for the record.")],
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Say what became of an action whose outcome is not known."""
    from triage_warden.cli.action_view import draw_action
    from triage_warden.cli.client import connect

    with connect(server) as there:
        body = there.post_json(f"{_PATH}/{quote(action_id, safe='')}/settle", {"done": done, "reason": reason})
    if output is Output.JSON:
        typer.echo(body)
    else:
        draw_action(body)
