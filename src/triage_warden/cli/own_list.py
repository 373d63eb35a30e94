"""`triage-warden own-list`."""

from typing import Annotated
from urllib.parse import quote

import typer

from triage_warden.cli.access import needs
from triage_warden.cli.options import DEFAULT_LIMIT, DEFAULT_SERVER, LimitOption, Output, OutputOption, ServerOption
from triage_warden.core.identity.permissions import Permission

own_list = typer.Typer(help="What the company itself allows and denies.", no_args_is_help=True)

_PATH = "/api/v1/lists"
_TYPES = "What it is: ipv4, domain, url, email, sha256, hostname, user, …"
_Allow = Annotated[bool, typer.Option("--allow", help="On the allow list: known and harmless.")]
_Deny = Annotated[bool, typer.Option("--deny", help="On the deny list: hostile.")]


@own_list.command()
@needs(Permission.LISTS_CHANGE)
def add(  # noqa: PLR0913  # one argument for each option: the framework reads them off the signature
    value: Annotated[str, typer.Argument(help="One value; it may be defanged.")],
    *,
    reason: Annotated[str, typer.Option("--reason", help="Why; quoted wherever the entry counts.")],
    allow: _Allow = False,
    deny: _Deny = False,
    kind: Annotated[str | None, typer.Option("--type", help=f"{_TYPES} Guessed where the shape tells.")] = None,
    days: Annotated[int | None, typer.Option("--days", min=1, max=3650, help="For how long it counts.")] = None,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Allow or deny a value; incidents that are assessed from then on weigh it."""
    from triage_warden.cli.client import connect
    from triage_warden.cli.listing import show_answer
    from triage_warden.cli.own_list_view import draw

    body: dict[str, object] = {"value": value, "kind": _which(allow=allow, deny=deny), "reason": reason}
    if kind is not None:
        body["type"] = kind
    if days is not None:
        body["expires_in_days"] = days
    with connect(server) as there:
        answer = there.post_json(_PATH, body)
    show_answer(answer, draw, output)


@own_list.command("list")
@needs(Permission.LISTS_READ)
def list_(  # noqa: PLR0913  # each filter is an option
    *,
    allow: Annotated[bool, typer.Option("--allow", help="Only of the allow list.")] = False,
    deny: Annotated[bool, typer.Option("--deny", help="Only of the deny list.")] = False,
    kind: Annotated[str | None, typer.Option("--type", help="Only of this type.")] = None,
    value: Annotated[str | None, typer.Option("--value", help="Only this value; it may be defanged.")] = None,
    limit: LimitOption = DEFAULT_LIMIT,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """List the entries of both lists, newest first; those that have expired, too."""
    from triage_warden.cli.client import connect
    from triage_warden.cli.listing import show_list
    from triage_warden.cli.own_list_view import HEADINGS, ListEntryRow, row_of

    which = _which(allow=allow, deny=deny) if allow or deny else None
    with connect(server) as there:
        items = there.pages(_PATH, {"kind": which, "type": kind, "value": value}, limit=limit)
        show_list(items, kind=ListEntryRow, headings=HEADINGS, row=row_of, output=output)


@own_list.command()
@needs(Permission.LISTS_CHANGE)
def remove(
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="The entry's id.")],
    *,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Take an entry off its list; it counts for nothing from then on."""
    from triage_warden.cli.client import connect
    from triage_warden.cli.listing import show_answer
    from triage_warden.cli.own_list_view import tell_removed

    with connect(server) as there:
        answer = there.delete(f"{_PATH}/{quote(entry_id, safe='')}")
    show_answer(answer, tell_removed, output)


def _which(*, allow: bool, deny: bool) -> str:
    if allow is deny:
        message = "say --allow or --deny"
        raise typer.BadParameter(message)
    return "allow" if allow else "deny"
