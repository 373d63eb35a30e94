"""`triage-warden api-key`."""

from datetime import datetime
from typing import Annotated
from urllib.parse import quote

import msgspec
import typer

from triage_warden.cli.options import DEFAULT_LIMIT, DEFAULT_SERVER, LimitOption, Output, OutputOption, ServerOption

api_key = typer.Typer(help="Keys by which programs are let in.", no_args_is_help=True)

_PATH = "/api/v1/api-keys"
_Id = Annotated[str, typer.Argument(metavar="ID", help="The key's id.")]


class KeyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A key, as far as it is drawn."""

    id: str
    prefix: str
    name: str
    role: str
    scopes: list[str] | None = None
    expires_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None


class IssuedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A key with its text, which is shown this once."""

    key: KeyRow
    secret: str


@api_key.command("list")
def list_(
    *,
    limit: LimitOption = DEFAULT_LIMIT,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """List keys, newest first; those that have ended, too."""
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import cell
    from triage_warden.cli.listing import show_list

    with connect(server) as there:
        show_list(
            there.pages(_PATH, {}, limit=limit),
            kind=KeyRow,
            headings=("Name", "Prefix", "Role", "Scopes", "Ends", "Last used", "Id"),
            row=lambda row: (row.name, row.prefix, row.role, _scopes(row), _ends(row), _used(row), cell(row.id)),
            output=output,
        )


@api_key.command()
def create(
    name: Annotated[str, typer.Argument(help="What it is for, for the record.")],
    *,
    role: Annotated[str, typer.Option(help="viewer, analyst, senior_analyst, manager or admin.")] = "viewer",
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="Of what the role permits, only this; may be repeated.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=3650, help="How long it is good.")] = 365,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Make a key; its text is written once, to standard output."""
    body: dict[str, object] = {"name": name, "role": role, "expires_in_days": days}
    if scope:
        body["scopes"] = scope
    _issue(_PATH, body, server=server, output=output)


@api_key.command()
def rotate(
    key_id: _Id,
    *,
    overlap: Annotated[int, typer.Option("--overlap", min=0, help="Seconds for which both are good.")] = 86_400,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Let a new key follow this one; both are good while they overlap."""
    _issue(f"{_one(key_id)}/rotate", {"overlap_seconds": overlap}, server=server, output=output)


@api_key.command()
def revoke(
    key_id: _Id,
    *,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """End a key, and the tokens made from it."""
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import visible
    from triage_warden.cli.listing import decoded

    with connect(server) as there:
        answer = there.post(f"{_one(key_id)}/revoke")
    if output is Output.JSON:
        typer.echo(answer)
    else:
        typer.echo(f"{visible(decoded(answer, KeyRow).name)} is revoked.")


def _issue(path: str, body: dict[str, object], *, server: str, output: Output) -> None:
    from triage_warden.cli.client import connect
    from triage_warden.cli.drawing import visible
    from triage_warden.cli.listing import decoded

    with connect(server) as there:
        answer = there.post_json(path, body)
    if output is Output.JSON:
        typer.echo(answer)
        return
    issued = decoded(answer, IssuedRow)
    typer.echo(f"{visible(issued.key.name)} ({issued.key.id}); shown this once:", err=True)
    typer.echo(visible(issued.secret))


def _scopes(row: KeyRow) -> str:
    return "all" if row.scopes is None else ", ".join(row.scopes) or "none"


def _ends(row: KeyRow) -> str:
    from triage_warden.cli.drawing import moment

    return f"revoked {moment(row.revoked_at)}" if row.revoked_at else moment(row.expires_at)


def _used(row: KeyRow) -> str:
    from triage_warden.cli.drawing import moment

    return moment(row.last_used_at) if row.last_used_at else "never"


def _one(key_id: str) -> str:
    return f"{_PATH}/{quote(key_id, safe='')}"
