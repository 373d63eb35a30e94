"""`triage-warden source secret`: what a source's webhooks are signed with."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated
from urllib.parse import quote

import msgspec
import typer

from triage_warden.cli.access import needs
from triage_warden.cli.options import DEFAULT_SERVER, Output, OutputOption, ServerOption
from triage_warden.core.identity.permissions import Permission

secret = typer.Typer(help="The secrets that sources sign their webhooks with.", no_args_is_help=True)

_Name = Annotated[str, typer.Argument(metavar="NAME", help="The source's name.")]


class SchemeOption(StrEnum):
    """How a sender signs, as the server calls it."""

    GENERIC = "generic"
    GITHUB = "github"
    SLACK = "slack"
    PAGERDUTY = "pagerduty"
    OKTA = "okta"
    SNS = "sns"
    GRAPH = "graph"


class StateRow(msgspec.Struct, frozen=True, kw_only=True):
    """What the server says of it."""

    source: str
    scheme: str | None = None
    before_holds_until: str | None = None


@secret.command("set")
@needs(Permission.CONNECTORS_CHANGE)
def set_(
    name: _Name,
    *,
    scheme: Annotated[
        SchemeOption | None, typer.Option(help="How the sender signs; unset, as products of that name do.")
    ] = None,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Set it, read from stdin and never from the command line, where others on the machine could see it."""
    answer, row = _put(server, name, {"scheme": scheme.value} if scheme else {})
    _tell(answer, output, f"Webhooks of {row.source} may now be signed ({row.scheme}) instead of showing an API key.")


@secret.command()
@needs(Permission.CONNECTORS_CHANGE)
def rotate(
    name: _Name,
    *,
    hours: Annotated[int, typer.Option(min=1, max=720, help="How long the secret before holds as well.")] = 24,
    server: ServerOption = DEFAULT_SERVER,
    output: OutputOption = Output.TABLE,
) -> None:
    """Set a new one, read from stdin; the one before holds for a while longer, so that nothing sent is refused."""
    answer, row = _put(server, name, {"overlap_seconds": hours * 3600})
    _tell(answer, output, f"{row.source} has a new secret; the one before holds until {row.before_holds_until}.")


@secret.command()
@needs(Permission.CONNECTORS_CHANGE)
def remove(name: _Name, *, server: ServerOption = DEFAULT_SERVER, output: OutputOption = Output.TABLE) -> None:
    """Forget it; the source's webhooks need an API key from then on."""
    from triage_warden.cli.client import connect

    with connect(server) as there:
        answer = there.delete(_path(name))
    row = msgspec.json.decode(answer, type=StateRow)
    _tell(answer, output, f"The secret of {row.source} is forgotten; its webhooks need an API key.")


def _put(server: str, name: str, more: Mapping[str, object]) -> tuple[bytes, StateRow]:
    import sys

    from triage_warden.cli.client import connect

    text = sys.stdin.readline().strip()
    with connect(server) as there:
        answer = there.put_json(_path(name), {"secret": text, **more})
    return answer, msgspec.json.decode(answer, type=StateRow)


def _tell(answer: bytes, output: Output, text: str) -> None:
    from triage_warden.cli.drawing import visible

    typer.echo(answer if output is Output.JSON else visible(text))


def _path(name: str) -> str:
    return f"/api/v1/sources/{quote(name, safe='')}/secret"
