"""`triage-warden api-key`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from urllib.parse import quote

import msgspec
import typer

from triage_warden.cli.access import needs
from triage_warden.cli.options import DEFAULT_LIMIT, DEFAULT_SERVER, LimitOption, Output, OutputOption, ServerOption
from triage_warden.core.identity.permissions import Permission

api_key = typer.Typer(help="Keys by which programs are let in.", no_args_is_help=True)

_PATH = "/api/v1/api-keys"
_Account = Annotated[
    str | None, typer.Option("--service-account", help="Name or id of the service account that it is issued to.")
]
_Id = Annotated[str, typer.Argument(metavar="ID", help="The key's id.")]


class HolderRow(msgspec.Struct, frozen=True, kw_only=True):
    """Whose a key is."""

    name: str
    disabled: bool = False


class KeyRow(msgspec.Struct, frozen=True, kw_only=True):
    """A key, as far as it is drawn."""

    id: str
    prefix: str
    name: str
    role: str
    scopes: list[str] | None = None
    service_account: HolderRow | None = None
    expires_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None


class IssuedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A key with its text, which is shown this once."""

    key: KeyRow
    secret: str


@api_key.command("list")
@needs(Permission.API_KEYS_READ)
def list_(
    *,
    account: Annotated[str | None, typer.Option("--service-account", help="Only those of this one.")] = None,
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
            there.pages(_PATH if account is None else _of(account), {}, limit=limit),
            kind=KeyRow,
            headings=("Name", "Of", "Prefix", "Role", "Scopes", "Ends", "Last used", "Id"),
            row=lambda row: (
                *(row.name, _holder(row), row.prefix, row.role),
                *(_scopes(row), _ends(row), _used(row), cell(row.id)),
            ),
            output=output,
        )


@api_key.command()
@needs(Permission.API_KEYS_MANAGE)
def create(  # noqa: PLR0913  # one argument for each option: the framework reads them off the signature
    name: Annotated[str, typer.Argument(help="What it is for, for the record.")],
    *,
    role: Annotated[
        str | None, typer.Option(help="viewer (unless said), analyst, senior_analyst, manager or admin.")
    ] = None,
    account: _Account = None,
    scope: Annotated[
        list[str] | None, typer.Option("--scope", help="Of what the role permits, only this; may be repeated.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=3650, help="How long it is good.")] = 365,
    on_database: Annotated[
        bool,
        typer.Option("--on-database", help="Ask no server, but work on DATABASE_URL: for the first key."),
    ] = False,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Make a key; its text is written once, to standard output."""
    if account is not None and (role is not None or on_database):
        message = "a service account's key has the account's role, and is asked of a server"
        raise typer.BadParameter(message)
    body: dict[str, object] = {"name": name, "expires_in_days": days}
    if account is None:
        body["role"] = role or "viewer"
    if scope:
        body["scopes"] = scope
    if on_database:
        _tell(_made_here(body), output)
        return
    _issue(_PATH if account is None else _of(account), body, server=server, output=output)


@api_key.command()
@needs(Permission.API_KEYS_MANAGE)
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
@needs(Permission.API_KEYS_MANAGE)
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


def _issue(path: str, body: Mapping[str, object], *, server: str, output: Output) -> None:
    from triage_warden.cli.client import connect

    with connect(server) as there:
        answer = there.post_json(path, body)
    _tell(answer, output)


def _made_here(body: Mapping[str, object]) -> bytes:
    """Return what a server would have answered."""
    import asyncio

    from triage_warden.cli.environment import settings
    from triage_warden.web.api.keys.wire import NewKeyBody, issued_body
    from triage_warden.web.shared.queries import read_body
    from triage_warden.wiring.key_on_database import key_on_database

    wanted = read_body(msgspec.json.encode(body), NewKeyBody).wanted()
    return msgspec.json.encode(issued_body(asyncio.run(key_on_database(settings(), wanted))))


def _tell(answer: bytes, output: Output) -> None:
    from triage_warden.cli.drawing import visible
    from triage_warden.cli.listing import decoded

    if output is Output.JSON:
        typer.echo(answer)
        return
    issued = decoded(answer, IssuedRow)
    typer.echo(f"{visible(issued.key.name)} ({issued.key.id}); shown this once:", err=True)
    typer.echo(visible(issued.secret))


def _of(account: str) -> str:
    return f"/api/v1/service-accounts/{quote(account, safe='')}/keys"


def _holder(row: KeyRow) -> str:
    if row.service_account is None:
        return ""
    return f"{row.service_account.name} (disabled)" if row.service_account.disabled else row.service_account.name


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
