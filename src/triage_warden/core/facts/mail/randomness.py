"""Whether a name was made by a machine."""

import re

_RUN = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}")
_SWITCH = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_KNOWN_CLUSTERS = re.compile(r"ngths|rchst|schl|schw|schm|schn|schr|tsch|ngst|ghts|chts|rsch|chst|ntsch|mpfl|nstr")
_HEX = re.compile(r"[0-9a-f]{12,}")
_WORDS = re.compile(r"[a-z0-9]+")
_VOWELS = frozenset("aeiouy")
MIN_LENGTH = 7
MAX_PIECES = 3


def mailbox_looks_random(local: str) -> bool:
    """Tell whether a mailbox was made up by a machine; many pieces are a mailer's bounce address, not a made-up name."""
    pieces = _WORDS.findall(local.partition("+")[0].lower())
    return len(pieces) <= MAX_PIECES and any(map(_word_is_random, pieces))


def looks_random(name: str) -> bool:
    """Tell whether some word of the name reads like a random string: long runs of consonants, letters and digits in turn."""
    return any(_word_is_random(word) for word in _WORDS.findall(name.lower()))


def _word_is_random(word: str) -> bool:
    if len(word) < MIN_LENGTH or word.isdigit():
        return False
    if _HEX.fullmatch(word) and any(letter.isdigit() for letter in word):
        return True
    letters = [letter for letter in word if letter.isalpha()]
    if len(_SWITCH.findall(word)) >= 3:
        return True
    vowels = sum(letter in _VOWELS for letter in letters)
    starved = len(letters) >= 8 and vowels / len(letters) < 0.16
    return starved or bool(_RUN.search(_KNOWN_CLUSTERS.sub("a", word)))
