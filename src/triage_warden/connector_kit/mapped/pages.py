"""A mapped source's page, written from its mapping, so that it cannot say anything else."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from triage_warden.connector_kit.mapped.document import Document, Expressions, Shape
from triage_warden.connector_kit.mapped.source import read_document
from triage_warden.core.observables.model import Role

_FOOT: Final = (
    "Roles: see [add a source](../how-to/add-a-source.md). Keys: see [the mapping language](../reference/mapping.md).\n"
)
_MOST: Final = 6
"""Expressions shown of one key; the mapping has them all."""


def page(document: Document) -> str:
    """Return docs/connectors/<name>.md."""
    shapes: Sequence[Shape] = document.shape or [document]
    parts = [
        f"# {document.name}: {document.source_title}\n",
        f"Schema: {document.documentation}\n",
        f"{document.about.strip()}\n" if document.about else "",
        _notes(document),
        *(section for shape in shapes for section in _shape(document, shape)),
        _FOOT,
    ]
    return "\n".join(part for part in parts if part)


def _notes(document: Document) -> str:
    notes = [f"Written from `src/triage_warden/connectors/{document.name}/mapping.toml`; a test keeps the two alike."]
    if document.split:
        notes.append(f"Lists at {_ticked(document.split)} are cut into an alert for each member.")
    if document.fill:
        notes.append("What the mapping finds nothing for is taken by the structural normaliser.")
    notes += [f"Refused: {refusal.because}" for refusal in document.refuse]
    return "\n".join(notes) + "\n"


def _shape(document: Document, shape: Shape) -> Iterator[str]:
    if shape is not document:
        yield f"## {shape.name}\n"
    rows = list(_rows(document, shape))
    if rows:
        yield "| of the alert | from |\n|---|---|\n" + "\n".join(f"| {name} | {text} |" for name, text in rows) + "\n"


def _rows(document: Document, shape: Shape) -> Iterator[tuple[str, str]]:
    for name, own, above in _facets(document, shape):
        if own or above:
            yield name, _ticked(own or above)
    for role in Role:
        values = [
            each
            for table in (shape.observables.get(role, {}), document.observables.get(role, {}))
            for kind in table
            for each in _listed(table[kind])
        ]
        if values:
            yield f"{role}", _ticked(list(dict.fromkeys(values)))
    ends = [*shape.flow, *(document.flow if shape is not document else [])]
    for end in ends[:2]:
        yield "ends", f"{_ticked(_listed(end.client))} to {_ticked(_listed(end.server)) or 'us'}"


def _facets(document: Document, shape: Shape) -> Iterator[tuple[str, list[str], list[str]]]:
    for name in ("time", "title", "description", "id"):
        yield name, _listed(getattr(shape, name)), _listed(getattr(document, name))
    rule, above = shape.rule or document.rule, document.rule
    if rule:
        names = [*_listed(above.id), *_listed(above.name)] if above else []
        yield "rule", [*_listed(rule.id), *_listed(rule.name)], names
    severity = shape.severity or document.severity
    if severity:
        yield "severity", _listed(severity.source), []
    identity = shape.identity or document.identity
    if identity:
        yield ("repeats (exact)" if identity.exact else "repeats"), identity.exact or identity.traits, []
    action = shape.action or document.action
    if action:
        yield "action taken", _listed(action.source), []


def _ticked(expressions: Sequence[str]) -> str:
    shown = ", ".join("`" + each.replace("|", "\\|").replace("`", "'") + "`" for each in expressions[:_MOST])
    return shown + (", …" if len(expressions) > _MOST else "")


def _listed(written: Expressions) -> list[str]:
    return [written] if isinstance(written, str) else written


def write(root: Path) -> None:
    """Write the page of every built-in mapping below the repository's root."""
    for file in sorted((root / "src" / "triage_warden" / "connectors").glob("*/mapping.toml")):
        document = read_document(file.read_text(encoding="utf-8"), str(file))
        (root / "docs" / "connectors" / f"{document.name}.md").write_text(page(document), encoding="utf-8")


if __name__ == "__main__":
    write(Path.cwd())
