"""`triage-warden user`."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote

import typer

from triage_warden.cli.access import needs
from triage_warden.cli.options import DEFAULT_SERVER, Output, OutputOption, ServerOption
from triage_warden.core.identity.permissions import Permission

user = typer.Typer(help="People who can sign in.", no_args_is_help=True)

_PATH = "/api/v1/users"
_Name = Annotated[str, typer.Argument(metavar="USER", help="Name or id.")]
_ROLES = "viewer, analyst, senior_analyst, manager or admin."
_Shown = Annotated[str | None, typer.Option("--display-name", help="How the name is shown.")]
_Ask = Annotated[
    bool, typer.Option("--password", help="Ask for the password, or read it from standard input; else one is made.")
]


@user.command("list")
@needs(Permission.USERS_READ)
def list_(*, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """List everybody, by name."""
    from triage_warden.cli.answers import UserRow
    from triage_warden.cli.client import connect
    from triage_warden.cli.listing import show_list
    from triage_warden.cli.user_view import HEADINGS, row_of

    with connect(server) as there:
        items = there.pages(_PATH, {}, limit=10_000)
        show_list(items, kind=UserRow, headings=HEADINGS, row=row_of, output=output)


@user.command()
@needs(Permission.USERS_MANAGE)
def create(
    name: Annotated[str, typer.Argument(help="What they sign in with.")],
    *,
    role: Annotated[str, typer.Option("--role", help=_ROLES)],
    display_name: _Shown = None,
    password: _Ask = False,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Add somebody; the password is temporary, they choose their own at the first sign-in."""
    body = {"name": name, "role": role, "display_name": display_name or "", "password": _asked(ask=password)}
    _give("", body, server=server, output=output)


@user.command()
@needs(Permission.USERS_MANAGE)
def update(
    name: _Name,
    *,
    role: Annotated[str | None, typer.Option("--role", help=_ROLES)] = None,
    display_name: _Shown = None,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Change somebody's role or how their name is shown; a change of role ends their sessions."""
    if role is None and display_name is None:
        message = "name a --role or a --display-name"
        raise typer.BadParameter(message)
    _change(name, {"role": role, "display_name": display_name}, server=server, output=output)


@user.command()
@needs(Permission.USERS_MANAGE)
def disable(name: _Name, *, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """Let somebody in no more; their sessions end now."""
    _change(name, {"disabled": True}, server=server, output=output)


@user.command()
@needs(Permission.USERS_MANAGE)
def enable(name: _Name, *, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """Let somebody in again."""
    _change(name, {"disabled": False}, server=server, output=output)


@user.command("reset-password")
@needs(Permission.USERS_MANAGE)
def reset_password(
    name: _Name,
    *,
    password: _Ask = False,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Give somebody a temporary password; their sessions end now."""
    _give(f"/{quote(name, safe='')}/reset-password", {"password": _asked(ask=password)}, server=server, output=output)


@user.command("second-factor-off")
@needs(Permission.USERS_MANAGE)
def second_factor_off(
    name: _Name, *, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE
) -> None:
    """Take somebody's second factor off, when device and recovery codes are lost; their sessions end now."""
    _change(name, {}, server=server, output=output, verb="second-factor-off")


@user.command("end-sessions")
@needs(Permission.USERS_MANAGE)
def end_sessions(name: _Name, *, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """Sign somebody out everywhere; they may sign in again."""
    _change(name, {}, server=server, output=output, verb="end-sessions")


def _asked(*, ask: bool) -> str | None:
    """Return the password from a prompt, or the first line of standard input; never from the command line's words."""
    if not ask:
        return None
    import sys

    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


def _give(path: str, body: Mapping[str, object], *, server: str, output: Output) -> None:
    from triage_warden.cli.client import connect
    from triage_warden.cli.listing import show_answer
    from triage_warden.cli.user_view import draw_given

    with connect(server) as there:
        answer = there.post_json(f"{_PATH}{path}", body)
    show_answer(answer, draw_given, output)


def _change(name: str, body: Mapping[str, object], *, server: str, output: Output, verb: str = "update") -> None:
    from triage_warden.cli.client import connect
    from triage_warden.cli.listing import show_answer
    from triage_warden.cli.user_view import draw_user

    with connect(server) as there:
        answer = there.post_json(f"{_PATH}/{quote(name, safe='')}/{verb}", body)
    show_answer(answer, draw_user, output)
