"""Read a decoded record of any shape: what it says of an alert, from where, and how sure that is."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.formats.record import Format, Record
from triage_warden.connector_kit.structural.candidates import THRESHOLD, Candidate, candidates, explained
from triage_warden.connector_kit.structural.carrier import carried, is_standard
from triage_warden.connector_kit.structural.clock_fields import clock_fields
from triage_warden.connector_kit.structural.columns import read_columns
from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.connector_kit.structural.leaves import Leaf, leaves
from triage_warden.connector_kit.structural.listed import listed
from triage_warden.connector_kit.structural.only_address import only_address
from triage_warden.connector_kit.structural.prose import read_prose
from triage_warden.connector_kit.structural.severities import severities
from triage_warden.connector_kit.structural.sites import composed, settle_sites
from triage_warden.connector_kit.structural.windows import is_event_alone, windows_facts

MANY: Final = {
    Fact.USER: 4,
    Fact.HOST: 3,
    Fact.HOST_ADDRESS: 3,
    Fact.SOURCE_ADDRESS: 2,
    Fact.DESTINATION_ADDRESS: 2,
    Fact.HASH: 12,
    Fact.URL: 4,
    Fact.DOMAIN: 4,
    Fact.FILE_PATH: 4,
    Fact.FILE_NAME: 4,
    Fact.MAIL_TO: 20,
    Fact.TECHNIQUE: 20,
    Fact.TACTIC: 20,
    Fact.CVE: 20,
    Fact.COMMAND_LINE: 2,
}
"""Facts of which there may be several; of all others the surest one is kept."""
_EXCLUSIVE: Final = frozenset(Fact) - {
    Fact.TITLE,
    Fact.DESCRIPTION,
    Fact.RULE_ID,
    Fact.RULE_NAME,
    Fact.CATEGORY,
    Fact.ACTION,
    Fact.PRODUCT,
    Fact.ALERT_ID,
    Fact.SEVERITY,
    Fact.USER_AGENT,
    Fact.TECHNIQUE,
    Fact.CVE,
    Fact.TACTIC,
}
"""Facts of which one value is only one: what is the source is not the destination as well."""
_ENDS: Final = frozenset({Fact.SOURCE_ADDRESS, Fact.SOURCE_PORT, Fact.DESTINATION_ADDRESS, Fact.DESTINATION_PORT})
_CLOSE: Final = 0.12
"""How much less sure a second of the same fact may be, where several are kept and are not of one list."""
_GUESSED: Final = 0.62
"""Under it an end is told by where it stands, not by a name."""
_TIE: Final = 0.004
_BRACKETED: Final = re.compile(r"\[([^\[\]]{0,200})\]")
_SPEAKS: Final = frozenset(
    {"message", "description", "reason", "text", "summary", "title", "body", "log", "raw", "event", "alert", "content"}
)
"""Words of keys whose values are sentences that may name who and where from."""
_FEWEST_WORDS: Final = 3
_SPOKEN: Final = 0.78
"""What a sentence in a field counts beside one that is the whole message."""
_LOGGED: Final = 0.88
"""… and what the words of a line count beside its fields."""
_MOST_SENTENCES: Final = 8


def explain(payload: bytes) -> list[Explained]:
    """Return what is read from a payload nobody mapped, surest first for each fact; raises CannotParse."""
    return read(decode(payload))


def read(record: Record) -> list[Explained]:
    """Return what a record says, in the order of `Fact`; nothing is made up, and what is unsure is left out."""
    found = leaves(record)
    named = [leaf for leaf in found if not (is_standard(record) and leaf.pointer.startswith("/header/"))]
    by_name = [] if is_event_alone(record) else [*candidates(named), *severities(found), *clock_fields(found)]
    weighed = settle_sites(by_name, found)
    said = [explained(each) for each in _one_fact_each(weighed)]
    said += [*carried(record), *listed(found), *windows_facts(record), *_spoken(record, found)]
    chosen = list(_chosen(composed(said)))
    chosen += _gaps(record, chosen)
    return [*chosen, *only_address(chosen, found)]


def _gaps(record: Record, chosen: Sequence[Explained]) -> Iterator[Explained]:
    """Yield what the words of a line of fields say where no field says it: when, from where, where to, who."""
    if record.format is not Format.KEY_VALUE or record.lead:
        return
    known = {each.fact for each in chosen} | (_ENDS if any(each.fact in _ENDS for each in chosen) else set())
    hosts = {each.value for each in chosen if each.fact is Fact.HOST_ADDRESS}
    for each in read_prose(record.text, "text", sure=_LOGGED):
        guessed = each.value in hosts and each.confidence < _GUESSED
        if each.fact not in known and each.confidence >= THRESHOLD and not guessed:
            yield each


def _one_fact_each(weighed: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates, of those that exclude each other only the surest for each value."""
    surest: dict[str, Candidate] = {}
    for each in weighed:
        if each.fact in _EXCLUSIVE:
            held = surest.get(each.leaf.pointer)
            if held is None or each.confidence > held.confidence:
                surest[each.leaf.pointer] = each
        else:
            yield each
    yield from surest.values()


def _spoken(record: Record, found: Sequence[Leaf]) -> Iterator[Explained]:
    """Yield what is read from words, of the message itself or of fields that hold sentences."""
    if record.format is Format.TEXT:
        yield from read_prose(record.text, "text")
        bracketed = record.text.count("] [") >= _FEWEST_WORDS
        words = _BRACKETED.findall(record.text[:4096]) if bracketed else record.text.split(maxsplit=60)
        yield from _unsure(read_columns([("text", word.strip("\"'[]()<>,;")) for word in words]), 0.09)
    elif record.format is Format.DELIMITED:
        columns = [(leaf.pointer, leaf.text) for leaf in found]
        yield from read_columns(columns)
        if len(record.fields) > 1 and " " in str(record.fields.get("column_1", "")):
            yield from read_prose(record.text, "text", sure=0.75)
    elif record.lead and record.format is Format.KEY_VALUE:
        yield from read_prose(record.text, "text", sure=_LOGGED)
    sentences = (leaf for leaf in found if _SPEAKS & set(leaf.own) and leaf.text.count(" ") >= _FEWEST_WORDS - 1)
    for leaf, _ in zip(sentences, range(_MOST_SENTENCES), strict=False):
        yield from read_prose(leaf.text, leaf.pointer, sure=_SPOKEN)
    for leaf in found[:200]:
        if leaf.text.count(",") >= 5:  # noqa: PLR2004  # a row of columns in a field
            parts = [(leaf.pointer, part.strip()) for part in leaf.text.split(",", 200)]
            yield from _unsure(read_columns(parts), 0.08)


def _unsure(read: Iterable[Explained], by: float) -> Iterator[Explained]:
    for each in read:
        yield msgspec.structs.replace(each, confidence=round(each.confidence - by, 2))


def _chosen(said: Iterable[Explained]) -> Iterator[Explained]:
    by_fact: dict[Fact, list[Explained]] = defaultdict(list)
    for each in said:
        if each.confidence >= THRESHOLD:
            by_fact[each.fact].append(each)
    surest = {each.value: each for each in sorted(by_fact[Fact.SOURCE_ADDRESS], key=lambda each: each.confidence)}
    by_fact[Fact.DESTINATION_ADDRESS] = [
        each for each in by_fact[Fact.DESTINATION_ADDRESS] if not _is_the_source(each, surest.get(each.value))
    ]
    for fact in Fact:
        ranked = sorted(by_fact[fact], key=lambda each: -each.confidence)
        yield from _kept(fact, ranked)


def _is_the_source(destination: Explained, source: Explained | None) -> bool:
    """Say whether an address is taken for the other end only because it stands in the text a second time."""
    return source is not None and destination.confidence < _GUESSED < source.confidence


def _kept(fact: Fact, ranked: list[Explained]) -> Iterator[Explained]:
    values: list[str] = []
    for each in ranked:
        if len(values) >= MANY.get(fact, 1) or (
            values and each.confidence < ranked[0].confidence - _CLOSE * _spread(fact)
        ):
            return
        if each.value.lower() not in values:
            first = not values
            values.append(each.value.lower())
            yield _with_rival(each, ranked) if first and fact not in MANY else each


def _spread(fact: Fact) -> int:
    """Return how many times the usual distance a second value may lie behind: ends are two, evidence is many."""
    if fact in {Fact.SOURCE_ADDRESS, Fact.DESTINATION_ADDRESS}:
        return 1
    return 3 if fact in {Fact.USER, Fact.HOST} else 4


def _with_rival(best: Explained, ranked: Sequence[Explained]) -> Explained:
    """Return the best one, less sure and saying so where another value has as much for it."""
    rivals = (each for each in ranked[1:] if best.confidence - each.confidence < _TIE and each.value != best.value)
    rival = next(rivals, None)
    if rival is None:
        return best
    reason = f"{best.reason}; {rival.pointer} says another just as surely, the first counts"
    return msgspec.structs.replace(best, confidence=round(best.confidence - 0.05, 2), reason=reason)
