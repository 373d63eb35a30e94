"""`triage-warden analyze`: triage files with no server and no database."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from triage_warden.cli.access import works_here
from triage_warden.cli.edge import refuse
from triage_warden.cli.options import Output, OutputOption

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from triage_warden.cli.analysis import Analysed, Unreadable
    from triage_warden.cli.progress import Advance

_WORTH_WORKERS = 16
"""Files from which workers pay: each takes about a second to start."""


@works_here("files alone")
def analyze(
    names: Annotated[
        list[str],
        typer.Argument(metavar="FILE", help="Files or folders (.eml, .json, .ndjson, .csv, .gz); `-` is stdin."),
    ],
    *,
    source: Annotated[
        str | None, typer.Option("--source", help="Source of the files; without it, recognised from the bytes.")
    ] = None,
    output: OutputOption = Output.TABLE,
) -> None:
    """Triage files with no server and no database.

    Shows verdict, confidence and the facts that speak most for it. What is in one file is taken as one case. Files
    that cannot be read are listed; the rest is analysed all the same.
    """
    from triage_warden.cli import files
    from triage_warden.cli.progress import progress

    found = files.find(names)
    with progress("Analysing", len(found)) as advance:
        lines = _lines(found, source)
        failed = _write_json(lines, advance) if output is Output.JSON else _write_table(lines, advance)
    if failed:
        refuse(f"{failed} of {len(found)} files could not be read, or not in full; see the output for the reasons.")


def _lines(found: list[str], source: str | None) -> "Iterator[list[Analysed | Unreadable]]":
    from triage_warden.cli.analysis import Task, analyse
    from triage_warden.cli.pool import cores, map_in_order
    from triage_warden.kernel.clock import SystemClock

    at = SystemClock().now()
    tasks = [Task(file=file, source=source, at=at) for file in found]
    return map_in_order(analyse, tasks, workers=cores() if len(tasks) >= _WORTH_WORKERS else 1)


def _write_json(results: "Iterable[list[Analysed | Unreadable]]", advance: "Advance") -> int:
    import msgspec

    failed = 0
    for lines in results:
        for line in lines:
            sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
        sys.stdout.buffer.flush()
        failed += _is_failure(lines)
        advance()
    return failed


def _write_table(results: "Iterable[list[Analysed | Unreadable]]", advance: "Advance") -> int:
    from triage_warden.cli.analysis_table import AnalysisTable
    from triage_warden.cli.drawing import console

    drawn, failed = AnalysisTable(), 0
    for lines in results:
        drawn.add(lines)
        failed += _is_failure(lines)
        advance()
    console().print(drawn.table(), drawn.tally())
    return failed


def _is_failure(lines: "list[Analysed | Unreadable]") -> bool:
    from triage_warden.cli.analysis import Unreadable

    return any(isinstance(line, Unreadable) for line in lines)
