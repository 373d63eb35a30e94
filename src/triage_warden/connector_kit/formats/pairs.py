r"""Read key=value text in any of the ways devices write it.

`a=1 b="two words" c='x'`, with blanks, commas, semicolons, pipes or tabs between; `a:"1"; b:"2"`; `\"` and `""` for a
quote inside quotes; keys with dots, dashes and brackets. A value without quotes reaches to its separator, or to the
next key where the text quotes nothing. One pass: every position is looked at a bounded number of times.
"""

import re
from typing import Final

import msgspec

MAX_PAIRS: Final = 2_000
MAX_SEEN: Final = 10_000
"""Pairs that are looked at, those with equal keys among them."""
_KEY: Final = re.compile(
    r"""(?<![^\s,;|\[{("'])
    (?P<name> [A-Za-z_@$%] [A-Za-z0-9_.@/$%-]{0,79} (?:\[[A-Za-z0-9_]{0,20}\])? )
    (?: = | ::?(?=["']) | (?:\ =|:=)\ ?(?=\S) | ["']\ ?:\ ?(?=["'\dtfn-]) )
    """,
    re.VERBOSE,
)
"""A key where one may begin, and what sets it off from its value; the last form is JSON that was cut short."""
_QUOTED: Final = re.compile(
    r"""\ ?(?P<quote>["'])
    (?P<value>(?: (?!(?P=quote)|\\)[^\\] | \\(?!(?P=quote)(?:\s{0,8}$|[\s,;|]{1,4}[\w.-]{1,60}[=:])). )*+ \\?)
    (?P=quote)
    """,
    re.DOTALL | re.VERBOSE,
)
"""A backslash before the last quote of all, or before one that another key follows, is part of a path."""
_DOUBLED: Final = re.compile(r'""(?=[^\s,;|\])}])((?:[^"]|"(?!"))*+)""')
_ESCAPED: Final = re.compile(r"""\\(["'\\])""")
_SHORT: Final = re.compile(r"[\d.:+/%-]+|0x[0-9A-Fa-f]+|[0-9A-Fa-f:.]{7,45}|-")
"""A first word that needs no second one: numbers, addresses, times."""
_LONGEST_SHORT: Final = 60
_FIRST_WORDS: Final = re.compile(r"[,;] ?((?:[A-Z][A-Za-z0-9]{0,20} ){1,3})$")
_LONGEST_FIRST_WORDS: Final = 70
_TRIMMED: Final = " \t\r\n,;|"


class Pairs(msgspec.Struct, frozen=True, kw_only=True):
    """The pairs of a text by key; of equal keys the second is `<key>#2`. `lead` is what stands before the first."""

    fields: dict[str, str]
    lead: str


def read_pairs(text: str) -> Pairs:
    """Return the pairs in the text; none for prose."""
    found: dict[str, str] = {}
    first = None
    waiting: tuple[str, int] | None = None
    blanks_end = '="' in text or ':"' in text
    position = 0
    seen = 0
    while len(found) < MAX_PAIRS and seen < MAX_SEEN and (key := _KEY.search(text, position)):
        seen += 1
        first = key.start() if first is None else first
        name, begin = _whole_name(text, key, position if waiting is None else waiting[1])
        if waiting:
            _keep(found, waiting[0], _bare(text[waiting[1] : begin], blanks_end=blanks_end))
        value, position = _quoted(text, key.end())
        waiting = (name, key.end()) if value is None else None
        if value is not None:
            _keep(found, name, value)
    if waiting and len(found) < MAX_PAIRS:
        _keep(found, waiting[0], _bare(text[waiting[1] :], blanks_end=blanks_end))
    return Pairs(fields=found, lead="" if first is None else text[:first].strip(" \t\r\n,;|[{(\"'"))


def _whole_name(text: str, key: re.Match[str], after: int) -> tuple[str, int]:
    """Return the name of a key, and where it begins: between commas it may be several words, the first ones capital."""
    before = _FIRST_WORDS.search(text, max(after, key.start() - _LONGEST_FIRST_WORDS), key.start())
    return (before[1] + key["name"], before.start(1)) if before else (key["name"], key.start())


def _keep(found: dict[str, str], key: str, value: str) -> None:
    """Keep the first of equal keys under its name, and one more with another value as the second."""
    if value and found.setdefault(key, value) != value:
        found.setdefault(f"{key}#2", value)


def _quoted(text: str, position: int) -> tuple[str | None, int]:
    """Return the quoted value at the position and where it ends; None where there is no closed quote."""
    doubled = _DOUBLED.match(text, position)
    if doubled:
        return doubled[1].strip(), doubled.end()
    quoted = _QUOTED.match(text, position)
    if quoted is None:
        return None, position
    value = quoted["value"]
    return (_ESCAPED.sub(r"\1", value) if "\\" in value else value).strip(), quoted.end()


def _bare(text: str, *, blanks_end: bool) -> str:
    value = text.strip(_TRIMMED)
    word = value[:_LONGEST_SHORT].partition(" ")[0].strip(_TRIMMED)
    if word and (blanks_end or _SHORT.fullmatch(word)) and " " in value[:_LONGEST_SHORT]:
        value = word
    value = value.strip("\"'") if value[:1] in "\"'" else value.partition(',"')[0]
    return value.rstrip("]}") if value.count("]") > value.count("[") or value.count("}") > value.count("{") else value
