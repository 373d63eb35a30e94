"""One shape of a source, compiled: from the tree of a payload to its alert."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from triage_warden.connector_kit.fields import concise
from triage_warden.connector_kit.json_payload import bad_field
from triage_warden.connector_kit.mapped.conditions import Holds, Scores, all_hold, scored
from triage_warden.connector_kit.mapped.document import Document, Expressions, RuleMap, Shape
from triage_warden.connector_kit.mapped.errors import BadExpression, at_key
from triage_warden.connector_kit.mapped.evidence import Gather, evidence
from triage_warden.connector_kit.mapped.expressions import Text, all_of, first_of, text_of
from triage_warden.connector_kit.mapped.facets import actions, attack, identities, severities, times
from triage_warden.connector_kit.mapped.paths import Read
from triage_warden.connector_kit.mapped.root import Change, Root, columns, inside, named_groups
from triage_warden.connector_kit.mapped.transforms import Enumerations
from triage_warden.connector_kit.observed import Observed
from triage_warden.core.alerts.attributes import ACTION_TAKEN, NAMES, SOURCE_SEVERITY
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.alerts.model import Alert, AttackRef, Identity, Rule
from triage_warden.core.alerts.severity import Severity

_LONGEST_DESCRIPTION = 4_000
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads one shape of a source. Every part is a closure over what the mapping says."""

    source: str
    source_title: str
    needs: tuple[str, ...]
    scores: Scores
    prepare: tuple[Change, ...]
    need: Read | None
    refusals: tuple[tuple[Holds, str], ...]
    id: Text
    rule: tuple[Text, Text]
    title: Text
    description: Text
    time: Callable[[object], datetime | None]
    severity: Callable[[object], Severity]
    attack: Callable[[object], tuple[AttackRef, ...]]
    attributes: tuple[tuple[str, Text], ...]
    identity: Callable[[object, Rule, str], Identity]
    gather: Gather

    def prepared(self, root: Root) -> Root:
        """Return the tree with the alert's own fields at the top."""
        for change in self.prepare:
            root = change(root)
        return root

    def read(self, root: Root, payload: bytes) -> Alert:
        """Return the alert of a prepared tree, or raise CannotParse."""
        self._refuse(root)
        rule = Rule(id=concise(self.rule[0](root)) or None, name=concise(self.rule[1](root)) or None)
        title = concise(self.title(root) or rule.name or rule.id or f"{self.source_title} alert")
        seen = Observed()
        self.gather(root, seen)
        stated = {name: concise(text(root)) for name, text in self.attributes}
        return Alert(
            source=self.source,
            source_id=concise(self.id(root)) or None,
            rule=rule,
            title=title,
            description=self.description(root)[:_LONGEST_DESCRIPTION],
            severity=self.severity(root),
            occurred_at=self.time(root),
            attack=self.attack(root),
            observables=seen.all(),
            attributes={name: value for name, value in stated.items() if value},
            identity=self.identity(root, rule, title),
            raw=payload,
        )

    def _refuse(self, root: Root) -> None:
        if self.need and not self.need(root):
            wanted = " or ".join(self.needs)
            raise bad_field(
                f"/{self.needs[0].replace('.', '/')}",
                f"This is no alert of {self.source_title}: it has no {wanted}; send the alert as the product wrote it.",
            )
        for holds, because in self.refusals:
            if holds(root):
                raise CannotParse(detail=because)


def readers(document: Document) -> list[Reader]:
    """Return a reader for each shape, the document itself being the only one where it names none."""
    if not document.shape:
        return [_reader(document, document)]
    found: list[Reader] = []
    for number, shape in enumerate(document.shape):
        with at_key(f"shape[{number}]"):
            found.append(_reader(document, _over(document, shape)))
    return found


def _over(document: Document, shape: Shape) -> Shape:
    """Return the shape with what it leaves out taken from the document; what is seen is taken from both."""
    stated: dict[str, Any] = {
        name: _both(name, getattr(shape, name), getattr(document, name)) for name in Shape.__struct_fields__
    }
    return Shape(**stated)


def _both(name: str, own: object, above: object) -> object:
    if isinstance(own, list) and isinstance(above, list):
        return own + above if name in {"take", "flow", "refuse"} else own or above
    if isinstance(own, dict) and isinstance(above, dict):
        if name != "observables":
            return above | own
        roles = dict.fromkeys([*own, *above])
        return {role: _tables(above.get(role, {}), own.get(role, {})) for role in roles}
    return own or above


def _tables(above: dict[str, Expressions], own: dict[str, Expressions]) -> dict[str, Expressions]:
    kinds = [*own, *(kind for kind in above if kind not in own)]
    return {kind: [*_listed(own.get(kind, [])), *_listed(above.get(kind, []))] for kind in kinds}


def _reader(document: Document, shape: Shape) -> Reader:
    tables = document.enumerations
    return Reader(
        source=document.name,
        source_title=document.source_title,
        needs=tuple(shape.need),
        scores=_made("when", lambda: scored(shape.when, tables)),
        prepare=tuple(_preparations(shape)),
        need=_made("need", lambda: all_of(shape.need, tables)) if shape.need else None,
        refusals=_made("refuse", lambda: tuple((all_hold(each.when, tables), each.because) for each in shape.refuse)),
        id=_text("id", shape.id, tables),
        rule=_rule(shape.rule or RuleMap(), tables),
        title=_text("title", shape.title, tables),
        description=_text("description", shape.description, tables),
        time=_made("time", lambda: times(shape.time, tables)),
        severity=_made("severity", lambda: severities(shape.severity, tables)),
        attack=_made("attack", lambda: attack(shape.attack, tables)),
        attributes=tuple(_attributes(shape, tables)),
        identity=_made("identity", lambda: identities(shape.identity, tables)),
        gather=_made("observables", lambda: evidence(shape, tables)),
    )


def _preparations(shape: Shape) -> list[Change]:
    found: list[Change] = []
    if shape.columns:
        found.append(columns(shape.columns))
    if shape.patterns:
        found.append(_made("patterns", lambda: named_groups(shape.patterns)))
    if shape.inside:
        found.append(_made("inside", lambda: inside(shape.inside)))
    return found


def _rule(rule: RuleMap, tables: Enumerations) -> tuple[Text, Text]:
    return _text("rule.id", rule.id, tables), _text("rule.name", rule.name, tables)


def _attributes(shape: Shape, tables: Enumerations) -> list[tuple[str, Text]]:
    unknown = shape.attributes.keys() - NAMES
    if unknown:
        raise BadExpression(
            f"there is no attribute '{min(unknown)}'; there are: {', '.join(sorted(NAMES))}", "attributes"
        )
    stated = [(name, _text(f"attributes.{name}", read, tables)) for name, read in shape.attributes.items()]
    if shape.action:
        stated.append((ACTION_TAKEN, _made("action", lambda: actions(shape.action, tables))))
    if shape.severity and shape.severity.stated and SOURCE_SEVERITY not in shape.attributes:
        stated.append((SOURCE_SEVERITY, _text("severity.source", _own_words(shape.severity.source), tables)))
    return stated


def _own_words(written: Expressions) -> list[str]:
    """Return the expressions that give the source's own words, not ours by way of a table or a constant."""
    return [each for each in _listed(written) if not each.startswith("=") and " | lookup(" not in each]


def _text(key: str, written: Expressions, tables: Enumerations) -> Text:
    return _made(key, lambda: text_of(first_of(_listed(written), tables))) if written else lambda _: ""


def _made(key: str, make: Callable[[], _T]) -> _T:
    with at_key(key):
        return make()


def _listed(written: Expressions) -> list[str]:
    return [written] if isinstance(written, str) else written
