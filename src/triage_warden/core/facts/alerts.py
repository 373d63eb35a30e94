"""What one alert says by itself: its source's judgement, its words, its command lines, its values, its past."""

from collections.abc import Iterator
from typing import Final

from triage_warden.core.alerts import attributes
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.attack import Technique, stage, tactic_name, technique
from triage_warden.core.facts.command_lines import decoded, tells_in
from triage_warden.core.facts.context import Context
from triage_warden.core.facts.history import history_facts
from triage_warden.core.facts.model import Fact, a_fact
from triage_warden.core.facts.strands import command_lines_of
from triage_warden.core.facts.values import own_list_facts, value_facts
from triage_warden.core.facts.wording import quoted
from triage_warden.core.facts.words import classes_of, is_mail

STOPPED: Final = frozenset(
    {
        "blocked",
        "block",
        "quarantined",
        "prevented",
        "denied",
        "deny",
        "dropped",
        "drop",
        "removed",
        "cleaned",
        "killed",
        "rejected",
    }
)
"""What sources write into `action_taken` when nothing got through."""
DISMISSED: Final = ("false positive", "false_positive", "falsepositive", "dismissed", "benign", "benignpositive")
"""What sources write into `status` when their own people or automation cleared it."""
SURE: Final = 80
UNSURE: Final = 30
"""Per cent of the source's own confidence from which it counts as sure, or at most as unsure."""
_PERCENT: Final = range(101)
MOST_TECHNIQUES: Final = 12
"""Techniques of one alert that become facts; a source that names more names a whole matrix."""


def alert_facts(alert: StoredAlert, context: Context) -> list[Fact]:
    """Return what there is to say about one alert, each statement once.

    Of a mail it is only what our own lists say: severity, subject and past of “a mail was reported” are the same
    for every mail, and what is in it is found by `core/facts/mail`.
    """
    if is_mail(alert):
        return own_list_facts(alert, context)
    found = [
        *_own_judgement(alert, context),
        *_words(alert, context),
        *_attack(alert, context),
        *_commands(alert, context),
        *value_facts(alert, context),
        *history_facts(alert, context),
    ]
    return list({fact.id: fact for fact in found}.values())


def _own_judgement(alert: StoredAlert, context: Context) -> Iterator[Fact]:
    yield _fact(alert, context, (f"alert.severity_{alert.severity}", _severity(alert)))
    confidence = _percent(alert.attributes.get(attributes.SOURCE_CONFIDENCE))
    if confidence is not None and not UNSURE < confidence < SURE:
        kind = "alert.source_sure" if confidence >= SURE else "alert.source_unsure"
        yield _fact(alert, context, (kind, f"{_name(alert)} is {confidence} % confident of {quoted(alert.title)}."))
    action = alert.attributes.get(attributes.ACTION_TAKEN, "").casefold()
    if action in STOPPED:
        yield _fact(alert, context, ("alert.stopped", f"{_name(alert)} stopped it: {quoted(action, 40)}."))
    status = alert.attributes.get(attributes.STATUS, "").casefold()
    if any(word in status for word in DISMISSED):
        yield _fact(alert, context, ("alert.dismissed", f"{_name(alert)} itself closed it as {quoted(status, 40)}."))


def _severity(alert: StoredAlert) -> str:
    """Say whose severity it is: without a word of the source's own, it is one that we counted it as."""
    written = alert.attributes.get(attributes.SOURCE_SEVERITY, "")
    if not written:
        return f"{quoted(alert.title)} from {_name(alert)} counts as {alert.severity}: it came without a rating."
    own_word = "" if written.casefold() == alert.severity else f" (its own word: {quoted(written, 40)})"
    return f"{_name(alert)} rates {quoted(alert.title)} {alert.severity}{own_word}."


def _words(alert: StoredAlert, context: Context) -> Iterator[Fact]:
    for each in classes_of(alert):
        statement = f"{_name(alert)} names {each.names}: {quoted(alert.title)}."
        yield _fact(alert, context, (f"alert.says_{each.name}", statement))


def _attack(alert: StoredAlert, context: Context) -> Iterator[Fact]:
    known = {reference.technique: technique(reference.technique) for reference in alert.attack if reference.technique}
    for written, found in list(known.items())[:MOST_TECHNIQUES]:
        if found is not None:
            yield _technique_fact(alert, context, written=written.upper(), found=found)
    named = {tactic_name(reference.tactic) for reference in alert.attack if reference.tactic}
    covered = {tactic for found in known.values() if found for tactic in found.tactics}
    for tactic in sorted(name for name in named if name and name not in covered):
        statement = f"{_name(alert)} places {quoted(alert.title)} in the ATT&CK tactic {tactic}."
        yield _fact(alert, context, (f"attack.{tactic}", statement), tactic=tactic)


def _technique_fact(alert: StoredAlert, context: Context, *, written: str, found: Technique) -> Fact:
    statement = f"{_name(alert)} maps {quoted(alert.title)} to {written} {found.name} ({', '.join(found.tactics)})."
    tactic = _telling(found, alert)
    return _fact(alert, context, (f"attack.{tactic}", statement), technique=found.id, tactic=tactic)


def _telling(found: Technique, alert: StoredAlert) -> str:
    """Return the tactic that the alert itself names among those of the technique, else the first in the matrix."""
    named = {tactic_name(reference.tactic) for reference in alert.attack if reference.tactic}
    return min(found.tactics, key=lambda tactic: (tactic not in named, stage(tactic)))


def _commands(alert: StoredAlert, context: Context) -> Iterator[Fact]:
    read = [(tell, line) for line in command_lines_of(alert) for tell in tells_in(line)]
    for tell, line in {tell.name: (tell, line) for tell, line in reversed(read)}.values():
        hidden = decoded(line)
        says = f" (decodes to {quoted(hidden)})" if hidden else ""
        yield a_fact(
            f"command.{tell.name}",
            f"A command line shows {tell.shows}: {quoted(line)}{says}.",
            source=alert.source,
            observed_at=context.observed_at,
            rests_on=(f"alert:{alert.id}", f"observable:command_line:{line[:200]}"),
            value={"technique": tell.techniques[0]},
        )


def _fact(alert: StoredAlert, context: Context, said: tuple[str, str], **value: str) -> Fact:
    kind, statement = said
    return a_fact(
        kind,
        statement,
        source=alert.source,
        observed_at=context.observed_at,
        rests_on=(f"alert:{alert.id}",),
        value=dict(value),
    )


def _name(alert: StoredAlert) -> str:
    product = alert.attributes.get(attributes.PRODUCT)
    return quoted(product, 60) if product else f"The source ({alert.source})"


def _percent(written: str | None) -> int | None:
    try:
        value = round(float(written or ""))
    except (ValueError, OverflowError):
        return None
    return value if value in _PERCENT else None
