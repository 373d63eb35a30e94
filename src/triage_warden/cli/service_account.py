"""`triage-warden service-account`."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote

import typer

from triage_warden.cli.access import needs
from triage_warden.cli.options import DEFAULT_SERVER, Output, OutputOption, ServerOption
from triage_warden.core.identity.permissions import Permission

service_account = typer.Typer(
    help="Identities of programs: no password, no sign-in, only keys (`api-key create --service-account`).",
    no_args_is_help=True,
)

_PATH = "/api/v1/service-accounts"
_Name = Annotated[str, typer.Argument(metavar="ACCOUNT", help="Name or id.")]
_ROLES = "viewer, analyst, senior_analyst, manager or admin."
_Description = Annotated[str | None, typer.Option("--description", help="What the program does here.")]
_Owner = Annotated[str | None, typer.Option("--owner", help="Whom to ask about it, in words.")]


@service_account.command("list")
@needs(Permission.SERVICE_ACCOUNTS_READ)
def list_(*, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """List every service account, by name."""
    from triage_warden.cli.client import connect
    from triage_warden.cli.listing import show_list
    from triage_warden.cli.service_account_view import HEADINGS, ServiceAccountRow, row_of

    with connect(server) as there:
        items = there.pages(_PATH, {}, limit=10_000)
        show_list(items, kind=ServiceAccountRow, headings=HEADINGS, row=row_of, output=output)


@service_account.command()
@needs(Permission.SERVICE_ACCOUNTS_MANAGE)
def create(
    name: Annotated[str, typer.Argument(help="What it is called on the record.")],
    *,
    role: Annotated[str, typer.Option("--role", help=_ROLES)],
    description: _Description = None,
    owner: _Owner = None,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Add one; it can do nothing before a key is issued to it."""
    body = {"name": name, "role": role, "description": description or "", "owner": owner or ""}
    _send("", body, server=server, output=output)


@service_account.command()
@needs(Permission.SERVICE_ACCOUNTS_MANAGE)
def update(
    name: _Name,
    *,
    role: Annotated[str | None, typer.Option("--role", help=_ROLES)] = None,
    description: _Description = None,
    owner: _Owner = None,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Change its role, which its keys follow at once, or what is said about it."""
    body = {"role": role, "description": description, "owner": owner}
    if all(each is None for each in body.values()):
        message = "name a --role, a --description or an --owner"
        raise typer.BadParameter(message)
    _send(_changing(name), body, server=server, output=output)


@service_account.command()
@needs(Permission.SERVICE_ACCOUNTS_MANAGE)
def disable(name: _Name, *, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """Refuse all its keys, and the tokens made from them, from now on."""
    _send(_changing(name), {"disabled": True}, server=server, output=output)


@service_account.command()
@needs(Permission.SERVICE_ACCOUNTS_MANAGE)
def enable(name: _Name, *, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """Let its keys be good again."""
    _send(_changing(name), {"disabled": False}, server=server, output=output)


def _changing(name: str) -> str:
    return f"/{quote(name, safe='')}/update"


def _send(path: str, body: Mapping[str, object], *, server: str, output: Output) -> None:
    from triage_warden.cli.client import connect
    from triage_warden.cli.listing import show_answer
    from triage_warden.cli.service_account_view import draw

    with connect(server) as there:
        answer = there.post_json(f"{_PATH}{path}", body)
    show_answer(answer, draw, output)
