"""Read the words of a log line: who, from where, to where, when.

General turns of phrase only (`for user bob from 192.0.2.1 port 22`, `192.0.2.1:80 -> …`), never one product's messages.
Only the beginning of a text is read, so the work is bounded whatever it holds.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from triage_warden.connector_kit.observed import bare_address
from triage_warden.connector_kit.structural import kinds
from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.connector_kit.structural.how_severe import how_severe
from triage_warden.connector_kit.structural.when import first_time

LONGEST: Final = 4_096
"""Characters of a message that are read."""
_TIME_WITHIN: Final = 1_000
_LEVEL_WITHIN: Final = 200
_TOKEN: Final = re.compile(r"->|=>|<-|→|[^\s,;|\"'()\[\]<>{}=]+")
_ADDRESS: Final = re.compile(
    r"(?:[A-Za-z][\w.-]{0,30}[:/@])?(?P<a>\[?[0-9A-Fa-f:.]{3,45}\]?)(?:[/#:](?P<p>\d{1,5}|[a-z][\w-]{0,15}))?[.:]?"
)
_NETWORK: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){2}\.0/(?:[0-9]|[12][0-9]|3[01])")
"""A whole network, as a rule names it: no end of a connection."""
_TO: Final = frozenset(
    """
    to dst dest destination daddr dst_ip dstip toward towards -> => →
    """.split(),  # noqa: SIM905  # a list of words is read as words
)
_FROM: Final = frozenset(
    """
    from src source client by saddr src_ip srcip peer rhost attacker remote
    """.split(),  # noqa: SIM905  # a list of words is read as words
)
_NOT_ENDS: Final = frozenset(
    """
    via mask netmask gateway dns ntp nameserver id version relay assigned
    """.split(),  # noqa: SIM905  # a list of words is read as words
)
_PASSED_OVER: Final = frozenset(
    """
    ip address addr host the a at is outside inside ipv4 server port ip:
    """.split(),  # noqa: SIM905  # a list of words is read as words
)
_NAME: Final = r"[\w.@\\$+-]{1,64}(?:/[\w.-]{1,64})?"
_QUOTED: Final = r"['\"\[<(]{1,2}(?P<q>[^'\"\[\]<>()]{1,100})['\"\]>)]"
_MAILBOX: Final = r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){0,5}[A-Za-z][\w-]{0,62}(?![\w.-]*\d\.\d)"
_ADJECTIVES: Final = r"(?:(?:invalid|illegal|unknown|the|local|vpn|ssl) ){0,3}"
_OF_SIGN_INS: Final = (
    r"(?:password|publickey|keyboard-interactive(?:/pam)?|auth\w{0,12}|session \w{1,12}|logon|login|access)"
)
_DID: Final = r"(?:\(|from|on|at|has|was|is|logged|logout|login|failed|success|auth|connect|disconnect|attempt|in\b)"
_USERS: Final = tuple(
    (re.compile(form, re.IGNORECASE), sure)
    for form, sure in (
        (r"^(?P<n>[a-z_][\w.-]{0,31}) : (?:TTY|\d+ incorrect|user NOT|command not)", 0.8),
        (rf"\b(?:user|username|account|login|logon|admin|administrator)(?: ?name)?(?: for| is|:|=)? ?{_QUOTED}", 0.82),
        (rf"\b(?:for|of|by|from) {_ADJECTIVES}(?:user|account|admin|administrator) (?P<n>{_NAME})", 0.82),
        (rf"\b{_OF_SIGN_INS} for (?P<n>{_NAME})", 0.7),
        (rf"(?<![\w-])(?:user|username|user name|account name|login|usr)\s?[:=]\s?(?P<n>{_NAME})", 0.75),
        (rf"\buser {{1,3}}(?P<n>{_NAME}) {_DID}", 0.74),
        (rf"\b(?:invalid|illegal) user (?P<n>{_NAME})", 0.8),
        (r"(?<![\\:/\w.%-])(?P<n>[A-Z][A-Z0-9.-]{1,30}\\\\?[A-Za-z][\w.$-]{1,63})(?![\\/\w])", 0.62),
        (rf"\b(?:by|for|user|login|logged in as) (?P<n>{_MAILBOX})", 0.72),
        (rf"\bfor (?P<n>{_NAME}) (?:from|on|at) ", 0.68),
        (rf"\bfrom \S{{3,64}} for (?:user )?(?P<n>{_NAME})(?=[,.;]|$| )", 0.66),
        (r"(?<!\S)(?P<n>[A-Za-z][\w.+-]{0,63})/\d{1,3}(?:\.\d{1,3}){3}:\d{1,5}(?!\S)", 0.66),
        (r"(?<!\S)(?P<n>[A-Za-z][\w.+-]{0,63})@\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?(?!\S)", 0.6),
        (rf"\b(?:GET|POST|CONNECT|PUT|HEAD) \S{{4,2000}} (?P<n>{_NAME}) [A-Z_]{{4,40}}/\S", 0.72),
        (rf"^(?:\S{{1,253}} )?[0-9A-Fa-f.:]{{3,45}} \S{{1,64}} (?P<n>{_NAME}) \[\d", 0.75),
        (rf"\buser {{1,3}}(?P<n>{_NAME})", 0.55),
        (rf"(?<![\w.+-])(?P<n>{_MAILBOX})", 0.56),
    )
)
"""Turns of phrase that name an account, the surest to be tried first, and how sure each is."""
_SAID, _FIRST, _SECOND = 0.8, 0.56, 0.5
"""How sure an end is that the words name, that is the first address, and that is the second."""
_SOURCE: Final = (Fact.SOURCE_ADDRESS, Fact.SOURCE_PORT)
_DESTINATION: Final = (Fact.DESTINATION_ADDRESS, Fact.DESTINATION_PORT)
_WORD_AND_NUMBER: Final = 2
_LEVEL: Final = re.compile(
    r"\b(?:LOG_)?(EMERG|EMERGENCY|ALERT|CRIT|CRITICAL|FATAL|ERR|ERROR|WARN|WARNING|NOTICE|INFO|DEBUG)\b"
    r"|[\[<(](emerg|alert|crit|critical|err|error|warn|warning|notice|info|debug|Info|Warning|Error|Notice|Critical|Note|note)[\]>)]"
    r"|(?<!\w)([Ii]nfo|[Ww]arning|[Ee]rror|[Nn]otice|[Cc]ritical|[Dd]ebug): ",
)
_REQUEST: Final = re.compile(
    r"\b(?:GET|POST|PUT|HEAD|DELETE|OPTIONS|PATCH|CONNECT|PROPFIND) ((?:/|[a-z]{3,10}://)[^\s\"]{0,2000})"
    r"(?= HTTP/|\s|\"|$)",
)
_NO_USERS: Final = frozenset(
    """
    is was has from name the a an to on in with and not failed logged by invalid authentication logon login logout
    session
    password account user users unknown agent id group for at command host ip port none or of that event interface
    connection tty: s via using through when because after who locked disabled enabled created deleted changed modified
    added removed mapping activity logoff data info access successfully attempt this has been
    """.split(),  # noqa: SIM905  # a list of words is read as words
)


class _Seen(msgspec.Struct, frozen=True):
    address: str
    port: str
    side: str
    place: int


def read_prose(text: str, pointer: str, *, sure: float = 1.0) -> list[Explained]:
    """Return what the words say; `sure` scales the confidence of all of it."""
    beginning = text[:LONGEST]
    found = [*_ends(beginning), *_user(beginning), *_time(beginning), *_severity(beginning), *_request(beginning)]
    return [
        Explained(
            fact=fact,
            value=_normal(fact, value),
            written=value,
            pointer=pointer,
            confidence=round(weight * sure, 2),
            reason=reason,
        )
        for fact, value, weight, reason in found
    ]


def _normal(fact: Fact, value: str) -> str:
    read = how_severe(value) if fact is Fact.SEVERITY else None
    return read.severity if read else value


_Read = tuple[Fact, str, float, str]


def _time(text: str) -> Iterator[_Read]:
    found = first_time(text[:_TIME_WITHIN])
    if found:
        yield Fact.TIME, found[0].isoformat(), 0.7, f"'{found[1]}' stands in the text"


def _severity(text: str) -> Iterator[_Read]:
    level = _LEVEL.search(text[:_LEVEL_WITHIN])
    word = (level[1] or level[2] or level[3] or "").lower() if level else ""
    if how_severe(word):
        yield Fact.SEVERITY, word, 0.46, "a level as programs log it"


def _request(text: str) -> Iterator[_Read]:
    """Yield what was asked for in a line of an access log."""
    request = _REQUEST.search(text)
    if request:
        yield Fact.URL, request[1], 0.7, "the request in the line"


def _user(text: str) -> Iterator[_Read]:
    for form, sure in _USERS:
        for match in form.finditer(text):
            groups = match.groupdict()
            name = kinds.user((groups.get("q") or groups.get("n") or "").rstrip(".:,"))
            if name.strip("-.+$") and name.lower() not in _NO_USERS:
                yield Fact.USER, name, sure, f"'{match[0][:60]}' names a user"
                return


def _ends(text: str) -> Iterator[_Read]:
    seen = _addresses(text)
    source = next((each for each in seen if each.side == "from"), None)
    destination = next((each for each in seen if each.side == "to"), None)
    free = [each for each in seen if not each.side]
    if source:
        yield from _end(source, _SOURCE, _SAID, reason="the text says where from")
    elif free:
        source = free.pop(0)
        yield from _end(source, _SOURCE, _FIRST, reason="the first address in the text")
    if destination:
        yield from _end(destination, _DESTINATION, _SAID, reason="the text says where to")
    elif source and (later := next((each for each in free if each.place > source.place), None)):
        yield from _end(later, _DESTINATION, _SECOND, reason="the second address in the text")


def _end(seen: _Seen, facts: tuple[Fact, Fact], sure: float, *, reason: str) -> Iterator[_Read]:
    yield facts[0], seen.address, sure, reason
    if seen.port:
        yield facts[1], seen.port, sure, "beside the address"


def _addresses(text: str) -> list[_Seen]:
    tokens = _TOKEN.findall(text.replace("->", " -> "))
    found: list[_Seen] = []
    for place, token in enumerate(tokens):
        match = _ADDRESS.fullmatch(token)
        address = (bare_address(match["a"]) or bare_address(match["a"].rstrip(".:"))) if match else ""
        if match and address and address not in {"0.0.0.0", "::"} and not _NETWORK.fullmatch(token):  # noqa: S104  # what logs write for no address
            side = _side(tokens, place)
            if side is not None:
                found.append(_Seen(address, kinds.port(match["p"] or "") or _port(tokens, place), side, place))
    return found


def _side(tokens: list[str], place: int) -> str | None:
    """Return `from`, `to`, nothing where the words do not say, and None where it is no end at all."""
    for token in reversed(tokens[max(0, place - 4) : place]):
        word = token.lower().rstrip(":.")
        if word in _NOT_ENDS:
            return None
        if word in _TO:
            return "to"
        if word in _FROM:
            return "from"
        if word not in _PASSED_OVER and not bare_address(word):
            break
    return "from" if place + 1 < len(tokens) and tokens[place + 1] in {"->", "=>", "→"} else ""


def _port(tokens: list[str], place: int) -> str:
    following = tokens[place + 1 : place + 1 + _WORD_AND_NUMBER]
    named = len(following) == _WORD_AND_NUMBER and following[0].lower().rstrip(":") == "port"
    return kinds.port(following[1]) if named else ""
