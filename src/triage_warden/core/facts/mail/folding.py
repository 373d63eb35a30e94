"""Text made comparable: case, accents, look-alike letters and invisible characters out of the way."""

# ruff: noqa: RUF001, RUF002  # look-alike letters are what this is about

import re
import unicodedata
from typing import Final

LOOK_ALIKES: Final[dict[str, str]] = {
    **dict(zip("авеёкмнорстухіјѕԁԛԝһӏɡ", "abeekmhopctyxijsdqwhlg", strict=True)),
    **dict(zip("АВЕЁКМНОРСТУХІЈЅԌҮ", "ABEEKMHOPCTYXIJSGY", strict=True)),
    **dict(zip("αβγεικνορτυχωη", "abyeiknoptuxwn", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("ıłøđħŧæœßðþƒⅼⅰ", "ilodhtaosdpfli", strict=True)),
}
"""Letters of other scripts that look like a Latin letter in the usual typefaces; our own list, by eye."""

_TABLE = str.maketrans(LOOK_ALIKES)
_LATIN_ONLY = str.maketrans({key: value for key, value in LOOK_ALIKES.items() if not key.isascii()})
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_MARKS = re.compile("[\u0300-\u036f]")
"""Accents of European scripts; the marks of Japanese kana make other letters and stay."""
_SPACE = re.compile(r"\s+")


def folded(text: str) -> str:
    """Return the text in lower case without accents and invisible characters, look-alikes of Latin words undone."""
    plain = _INVISIBLE.sub("", text)
    if not plain.isascii():
        plain = _WORD.sub(lambda match: _unmixed(match.group()), unicodedata.normalize("NFKC", plain))
        plain = _MARKS.sub("", unicodedata.normalize("NFD", plain))
        plain = unicodedata.normalize("NFC", plain.replace("ß", "ss").replace("’", "'").replace("‘", "'"))
    return _SPACE.sub(" ", plain.lower()).strip()


def skeleton(label: str) -> str:
    """Return the label as the eye takes it: `рaypa1` and `paypal` have one skeleton. For comparing names only."""
    plain = unicodedata.normalize("NFKD", _INVISIBLE.sub("", label.lower()).translate(_TABLE))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    for written, read in (
        ("rn", "m"),
        ("vv", "w"),
        ("cl", "d"),
        ("0", "o"),
        ("1", "l"),
        ("i", "l"),
        ("3", "e"),
        ("5", "s"),
    ):
        kept = kept.replace(written, read)
    return kept


def mixed_words(text: str) -> list[str]:
    """Return words that mix Latin letters with look-alikes of another script: nobody types that."""
    return [match.group() for match in _WORD.finditer(text) if _is_mixed(match.group())]


def _unmixed(word: str) -> str:
    return word.translate(_LATIN_ONLY) if _is_mixed(word) else word


def _is_mixed(word: str) -> bool:
    if word.isascii():
        return False
    foreign = [letter for letter in word if letter in LOOK_ALIKES and _script(letter) in {"CYRILLIC", "GREEK"}]
    if not foreign or len(foreign) != sum(_script(letter) in {"CYRILLIC", "GREEK"} for letter in word):
        return False
    return any(letter.isascii() and letter.isalpha() for letter in word)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
