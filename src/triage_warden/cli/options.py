"""Options that many commands share."""

from enum import StrEnum
from typing import Annotated
from urllib.parse import urlsplit

import typer


class Output(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSON = "json"


class Form(StrEnum):
    """What alerts are written as for other programs."""

    OCSF = "ocsf"
    STIX = "stix"
    CSV = "csv"

    @property
    def path(self) -> str:
        """Return where the server has it, below an alert or incident."""
        return "observables.csv" if self is Form.CSV else self.value


def _check_server(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = f"'{url}' is not an address such as http://127.0.0.1:8080"
        raise typer.BadParameter(message)
    return url.rstrip("/")


OutputOption = Annotated[
    Output,
    typer.Option("--output", "-o", help="`table` for people, `json` for programs."),
]
FormOption = Annotated[
    Form | None,
    typer.Option("--format", help="Write it for other programs: alerts as `ocsf`, observables as `stix` or `csv`."),
]
ServerOption = Annotated[
    str,
    typer.Option("--server", envvar="TW_BASE_URL", callback=_check_server, help="Address of the running server."),
]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Most rows to show.")]
SinceOption = Annotated[str | None, typer.Option("--since", help="From this time on (RFC 3339, 2026-03-02T08:00:00Z).")]
UntilOption = Annotated[str | None, typer.Option("--until", help="Before this time.")]

DEFAULT_SERVER = "http://127.0.0.1:8080"
DEFAULT_LIMIT = 50
