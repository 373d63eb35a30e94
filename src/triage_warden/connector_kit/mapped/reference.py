"""The mapping language as a reference page, written from the structures that read it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final, get_args, get_origin, get_type_hints

import msgspec

from triage_warden.connector_kit.mapped import document as language
from triage_warden.connector_kit.mapped.evidence import KIND_DESCRIPTIONS
from triage_warden.connector_kit.mapped.expressions import __doc__ as expressions_doc
from triage_warden.connector_kit.mapped.paths import __doc__ as paths_doc
from triage_warden.connector_kit.mapped.root import __doc__ as root_doc
from triage_warden.connector_kit.mapped.transforms import DESCRIPTIONS
from triage_warden.core.alerts.attributes import NAMES
from triage_warden.core.observables.model import ObservableType, Role

_HEAD: Final = """# The mapping language

Written from `src/triage_warden/connector_kit/mapped` by `make docs`; a test fails when the two differ. How to write a
mapping, step by step: [map a source](../how-to/map-a-source.md).

A mapping is a TOML file. An *expression* is a text, or a list of texts of which the first that gives anything counts
(under `observables` each is taken in). A key that is not here is an error, with its line.
"""
_TABLES: Final = (
    ("The file", language.Document),
    ("`[[when]]`", language.When),
    ("`[[refuse]]`", language.Refusal),
    ("`[severity]`", language.SeverityMap),
    ("`[rule]`", language.RuleMap),
    ("`[identity]`", language.IdentityMap),
    ("`[attack]`", language.AttackMap),
    ("`[action]`", language.ActionMap),
    ("`[[flow]]`", language.FlowMap),
    ("`[[take]]`", language.Take),
)


def reference_page() -> str:
    """Return docs/reference/mapping.md."""
    sections = [_HEAD, *(_section(title, kind) for title, kind in _TABLES)]
    sections.append(_words("Paths", paths_doc))
    sections.append(_words("What stands beside the payload's fields", root_doc))
    sections.append(_words("Expressions", expressions_doc))
    sections.append(_listing("Transformations", DESCRIPTIONS))
    sections.append(_listing("Kinds of value", KIND_DESCRIPTIONS))
    sections.append(f"\n## Types of observable\n\n{_ticked(ObservableType)}\n")
    sections.append(f"\n## Parts\n\n{_ticked(Role)}\n")
    sections.append(f"\n## Attributes\n\n{_ticked(sorted(NAMES))}\n")
    return "".join(sections)


def write(root: Path) -> None:
    """Write the page below the repository's root."""
    (root / "docs" / "reference" / "mapping.md").write_text(reference_page(), encoding="utf-8")


def _section(title: str, kind: type[msgspec.Struct]) -> str:
    rows = "\n".join(f"| `{name}` | {text} |" for name, text in _keys(kind))
    first = (kind.__doc__ or "").strip().splitlines()[0]
    return f"\n## {title}\n\n{first}\n\n| key | meaning |\n|---|---|\n{rows}\n"


def _keys(kind: type[msgspec.Struct]) -> Iterator[tuple[str, str]]:
    hints = get_type_hints(kind, include_extras=True)
    for name in kind.__struct_fields__:
        if get_origin(hints[name]) is Annotated:
            meta = next(each for each in get_args(hints[name])[1:] if isinstance(each, msgspec.Meta))
            yield name, (meta.description or "").replace("|", "\\|")


def _words(title: str, doc: str | None) -> str:
    return f"\n## {title}\n\n{(doc or '').strip()}\n"


def _listing(title: str, rows: dict[str, str]) -> str:
    lines = "\n".join(f"| `{name}` | {text} |" for name, text in sorted(rows.items()))
    return f"\n## {title}\n\n| name | meaning |\n|---|---|\n{lines}\n"


def _ticked(words: object) -> str:
    return ", ".join(f"`{word}`" for word in words)  # type: ignore[attr-defined]  # enums iterate over their members


if __name__ == "__main__":
    write(Path.cwd())
