"""Which words of a key mean which fact: the table `facts.toml`, which says of itself how it is read."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from importlib import resources
from typing import Final

import msgspec

from triage_warden.connector_kit.structural import kinds
from triage_warden.connector_kit.structural.explained import Fact
from triage_warden.connector_kit.structural.words import words_of


class Way(msgspec.Struct, frozen=True):
    """One way to say a fact."""

    fact: Fact
    words: frozenset[str]
    head: str
    """The word that must be in the key itself."""
    weight: float


class _Saying(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a fact is said and what its value must be."""

    kind: str
    ways: str
    never: str = ""
    seldom: str = ""


_KINDS: Final[Mapping[str, kinds.Kind]] = {
    kind.__name__: kind
    for kind in (
        *(kinds.time, kinds.title, kinds.words, kinds.identifier, kinds.action, kinds.link, kinds.address, kinds.port),
        *(kinds.host, kinds.user, kinds.program, kinds.command, kinds.file_name, kinds.path, kinds.digest, kinds.url),
        *(kinds.registry_key, kinds.domain, kinds.mail),
    )
}


def _sayings() -> Mapping[Fact, _Saying]:
    written = (
        resources.files("triage_warden.connector_kit.structural").joinpath("facts.toml").read_text(encoding="utf-8")
    )
    return msgspec.convert(tomllib.loads(written), dict[Fact, _Saying])


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a line of the table, each brought to its meaning as those of keys are."""
    return tuple(meaning for word in text.split() for meaning in words_of(word))


def _ways(sayings: Mapping[Fact, _Saying]) -> dict[str, tuple[Way, ...]]:
    by_head: dict[str, list[Way]] = defaultdict(list)
    for fact, saying in sayings.items():
        for way in saying.ways.split(","):
            said, _, weight = way.strip().rpartition(" ")
            words = _words(said)
            by_head[words[-1]].append(Way(fact, frozenset(words), words[-1], int(weight) / 100))
    return {head: tuple(ways) for head, ways in by_head.items()}


def _with_kinds(text: str) -> str:
    """Return the words; what no category is, no type is either."""
    return f"{text} kind" if "category" in text.split() else text


_SAYINGS: Final = _sayings()
KINDS: Final = {fact: _KINDS[saying.kind] for fact, saying in _SAYINGS.items()}
"""What the value of a fact must be."""
WAYS: Final[Mapping[str, tuple[Way, ...]]] = _ways(_SAYINGS)
"""The ways by the word that must be in the key itself."""
NEVER: Final = {fact: frozenset(_words(_with_kinds(saying.never))) for fact, saying in _SAYINGS.items()}
SELDOM: Final = {fact: frozenset(_words(saying.seldom)) for fact, saying in _SAYINGS.items()}
