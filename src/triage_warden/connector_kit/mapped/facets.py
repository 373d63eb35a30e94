"""What of an alert needs more than an expression: severity, time, ATT&CK, action, identity. Compiled from a mapping."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from triage_warden.connector_kit.action import action_taken
from triage_warden.connector_kit.attack import references
from triage_warden.connector_kit.fields import as_text
from triage_warden.connector_kit.mapped.document import ActionMap, AttackMap, Expressions, IdentityMap, SeverityMap
from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.expressions import Text, all_of, expression, first_of, text_of
from triage_warden.connector_kit.mapped.transforms import Enumerations
from triage_warden.connector_kit.severity import by_bands, by_word
from triage_warden.connector_kit.times import first_moment
from triage_warden.core.alerts.model import AttackRef, Identity, Rule
from triage_warden.core.alerts.severity import Severity

_AMOUNT: Final = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
LONGEST_PART: Final = 1_000
_TECHNIQUE: Final = re.compile(r"(?<![A-Za-z0-9])[Tt]\d{4}(?:[./]\d{3})?(?!\d)")
_SEARCHED: Final = 4_000


def severities(written: SeverityMap | None, enumerations: Enumerations) -> Callable[[object], Severity]:
    """Return what gives our severity."""
    if written is None:
        return lambda _: Severity.MEDIUM
    reads = [expression(each, enumerations) for each in _listed(written.source)]
    words = {word.lower(): severity_of(ours) for word, ours in written.words.items()}
    bands = [(bound, severity_of(ours)) for bound, ours in written.bands]
    default = severity_of(written.default)

    def understood(word: str) -> Severity | None:
        stated = words.get(word.lower()) or by_word(word)
        if stated is None and bands and _AMOUNT.fullmatch(word):
            return by_bands(float(word), bands)
        return stated

    def read(root: object) -> Severity:
        found = (understood(word) for each in reads for word in map(as_text, each(root)) if word)
        return next((severity for severity in found if severity), default)

    return read


def severity_of(word: str) -> Severity:
    """Return the severity a mapping names, or raise BadExpression."""
    try:
        return Severity(word)
    except ValueError as error:
        raise BadExpression(f"there is no severity '{word}'; there are: {', '.join(Severity)}") from error


def times(written: Expressions, enumerations: Enumerations) -> Callable[[object], datetime | None]:
    """Return what gives the first value that is a time."""
    read = all_of(_listed(written), enumerations)
    return lambda root: first_moment(*read(root))


def attack(written: AttackMap | None, enumerations: Enumerations) -> Callable[[object], tuple[AttackRef, ...]]:
    """Return what gives the ATT&CK references."""
    if written is None:
        return lambda _: ()
    techniques, tactics = all_of(written.techniques, enumerations), all_of(written.tactics, enumerations)

    def read(root: object) -> tuple[AttackRef, ...]:
        named = (found for value in techniques(root) for found in _TECHNIQUE.findall(as_text(value)[:_SEARCHED]))
        return references(named, map(as_text, tactics(root)))

    return read


def actions(written: ActionMap | None, enumerations: Enumerations) -> Text:
    """Return what gives the action taken, in our words."""
    if written is None:
        return lambda _: ""
    source = text_of(first_of(_listed(written.source), enumerations))
    words = {word.lower(): ours for word, ours in written.words.items()}
    unknown = set(words.values()) - {"blocked", "quarantined", "allowed", "detected", ""}
    if unknown:
        raise BadExpression(f"there is no action '{min(unknown)}'; there are: blocked, quarantined, allowed, detected")

    def read(root: object) -> str:
        word = source(root)
        return words.get(word.lower(), words.get("*") or action_taken(word)) if word else ""

    return read


def identities(
    written: IdentityMap | None,
    enumerations: Enumerations,
) -> Callable[[object, Rule, str], Identity]:
    """Return what gives the identity of a finding, given its rule and its title."""
    stated = written or IdentityMap()
    exact = [text_of(expression(each, enumerations)) for each in stated.exact]
    traits = [text_of(expression(each, enumerations)) for each in stated.traits]

    def read(root: object, rule: Rule, title: str) -> Identity:
        own = _parts(exact, root)
        if own and all(own):
            return Identity(parts=own, exact=True)
        return Identity(parts=(rule.id or "", rule.name or title, *_parts(traits, root)))

    return read


def _parts(texts: Sequence[Text], root: object) -> tuple[str, ...]:
    return tuple(text(root)[:LONGEST_PART] for text in texts)


def _listed(written: Expressions) -> list[str]:
    return [written] if isinstance(written, str) else written
