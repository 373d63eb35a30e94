"""`triage-warden source`: the sources of alerts, and trying a mapping before it is used."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from triage_warden.cli.access import works_here
from triage_warden.cli.options import Output, OutputOption
from triage_warden.cli.source_secret import secret

if TYPE_CHECKING:
    from triage_warden.core.alerts.model import Alert

source = typer.Typer(help="Sources of alerts, and mappings that make new ones.", no_args_is_help=True)
source.add_typer(secret, name="secret")

_Sample = Annotated[str, typer.Argument(metavar="SAMPLE", help="A file with payloads; `-` is stdin.")]


@source.command("list")
@works_here("TW_SOURCES_DIR")
def list_(*, output: OutputOption = Output.TABLE) -> None:
    """List the sources, those of TW_SOURCES_DIR among them."""
    import msgspec

    from triage_warden.cli.mapped import known_sources

    found = known_sources()
    if output is Output.JSON:
        for each in found.values():
            row = {"name": each.name, "title": each.title, "documentation": each.documentation}
            typer.echo(msgspec.json.encode(row))
        return
    for each in found.values():
        typer.echo(f"{each.name:24} {each.title}")


@source.command("test")
@works_here("files alone")
def try_(
    mapping: Annotated[Path, typer.Argument(metavar="MAPPING", help="The mapping, a TOML file.")],
    sample: _Sample,
    *,
    output: OutputOption = Output.TABLE,
) -> None:
    """Read a sample with a mapping and show the alerts; exits 1 with file, line and key where the mapping is wrong."""
    from triage_warden.cli import files
    from triage_warden.cli.edge import refuse
    from triage_warden.cli.mapped import alerts_of, tried

    found = tried(mapping)
    data = files.read(sample)
    alerts, failures = alerts_of(found, data)
    sure = found.recognises(data)
    _show(alerts, output)
    if not sure:
        typer.echo("No [[when]] of the mapping holds for this sample: name the source when you send it.", err=True)
    if failures:
        refuse(f"{len(failures)} of {len(failures) + len(alerts)} payloads cannot be read: {failures[0]}")


@source.command()
@works_here("files alone")
def explain(sample: _Sample, *, output: OutputOption = Output.TABLE) -> None:
    """Show which sources recognise a sample, which reads it when none is named, and what its structure alone says."""
    from triage_warden.cli import files
    from triage_warden.cli.mapped import explained, ranked, taken

    data = files.read(sample)
    rows, becomes = ranked(data), taken(data)
    facts = explained(data)
    if output is Output.JSON:
        import msgspec

        typer.echo(msgspec.json.encode({"sources": rows, "taken": becomes, "facts": facts}))
        return
    _show_explained(rows, facts, becomes)


def _show(alerts: "list[Alert]", output: Output) -> None:
    import msgspec

    from triage_warden.cli.drawing import visible
    from triage_warden.cli.mapped import described, record

    for alert in alerts:
        if output is Output.JSON:
            typer.echo(msgspec.json.encode(record(alert)))
            continue
        for line in described(alert):
            typer.echo(visible(line))


def _show_explained(rows: list[dict[str, object]], facts: list[dict[str, object]], becomes: dict[str, object]) -> None:
    from triage_warden.cli.drawing import visible

    for row in rows:
        typer.echo(f"{row['source']:24} {row['sure']:.2f}")
    read_by = f"Read by {becomes['source']} when no source is named." if becomes["source"] else "It goes to quarantine."
    typer.echo(visible(f"{read_by} {becomes['refused']}".strip()))
    for fact in facts:
        line = f"{fact['fact']:20} {fact['value']}  ({fact['pointer']}, {fact['confidence']:.2f}: {fact['reason']})"
        typer.echo(visible(line))
