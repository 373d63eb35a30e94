"""Lists and answers of the server, drawn or passed on as JSON."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec
import typer

from triage_warden.cli.client import ServerRefused
from triage_warden.cli.drawing import cell, console, table
from triage_warden.cli.options import Output

if TYPE_CHECKING:
    from rich.table import Table

T = TypeVar("T")


def decoded(body: bytes, kind: type[T]) -> T:
    """Return an answer as what it should be, or raise ServerRefused."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        detail = f"The server's answer cannot be read ({error}); is it of another version?"
        raise ServerRefused(status=200, detail=detail) from None


def show_list(
    items: Iterable[bytes],
    *,
    kind: type[T],
    headings: Sequence[str],
    row: Callable[[T], Sequence[object]],
    output: Output,
) -> None:
    """Write a list: as a table, or as one line of JSON for each item, just as the server sent it."""
    if output is Output.JSON:
        for item in items:
            typer.echo(item)
        return
    rows = [row(decoded(item, kind)) for item in items]
    if rows:
        console().print(table(headings, rows))
    else:
        typer.echo("None found.")


def show_answer(answer: bytes, draw: Callable[[bytes], None], output: Output) -> None:
    """Write what the server answered to a change: drawn, or just as it came."""
    if output is Output.JSON:
        typer.echo(answer)
    else:
        draw(answer)


def fields(*pairs: tuple[str, object]) -> "Table":
    """Return names and values in two columns; those without a value are left out."""
    from rich.table import Table

    drawn = Table.grid(padding=(0, 2))
    drawn.add_column(no_wrap=True)
    drawn.add_column(overflow="fold")
    for name, value in pairs:
        if value not in (None, ""):
            drawn.add_row(cell(name, "bold"), cell(value))
    return drawn
