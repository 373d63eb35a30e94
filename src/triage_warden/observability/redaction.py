"""Keep secrets out of logs."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Final

HIDDEN: Final = "[redacted]"
LONGEST: Final = 4096
"""Characters of one logged string; more would let a sender fill the disk through the log."""
_DEEPEST: Final = 6

_SECRET_NAME = re.compile(
    r"pass(word|wd|phrase)?$|secret|token$|(^|_)auth(orization)?$|api_?key|access_?key|private_?key|encryption_?key"
    r"|cookie|credential|signature|dsn$|database_url|redis_url|session_id",
    re.IGNORECASE,
)
_SECRET_TEXT = re.compile(
    r"(?P<userinfo>\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]{0,200}:)[^\s@/]{1,500}(?=@)"
    r"|(?P<scheme>\b(?:bearer|basic)\s+)[\w.~+/=-]{8,}"
    r"|(?P<pair>\b(?:password|passwd|secret|token|api_?key)\s*[=:]\s*)[^\s,;&\"']{3,}"
    r"|\b(?:sk|pk|ghp|gho|xox[abp])[-_][\w-]{10,}"
    r"|\btw_[a-z2-7]{8}_[a-z2-7]{8,}"
    r"|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}",
    re.IGNORECASE,
)


def redact(_logger: object, _method: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    """Hide values under secret names and secrets inside text; a structlog processor.

    Names are matched whole or by ending, text by the usual shapes: credentials in URLs, bearer and basic
    authorization, `password=…`, keys with vendors' prefixes and our own, signed tokens (JWT).
    """
    for name, value in event.items():
        event[name] = HIDDEN if _SECRET_NAME.search(name) else _clean(value, 0)
    return event


def without_secrets(text: str) -> str:
    """Return a text with the secrets in it hidden, by their usual shapes."""
    return _clean_text(text)


def _clean(value: object, depth: int) -> object:
    if isinstance(value, str):
        return _clean_text(value)
    if depth >= _DEEPEST:
        return "…" if isinstance(value, Mapping | list | tuple) else value
    if isinstance(value, Mapping):
        return {
            str(name): HIDDEN if _SECRET_NAME.search(str(name)) else _clean(inner, depth + 1)
            for name, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [_clean(inner, depth + 1) for inner in value]
    return value


def _clean_text(text: str) -> str:
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text)} characters)"
    return _SECRET_TEXT.sub(_hide, shown)


def _hide(match: re.Match[str]) -> str:
    kept = next((part for part in match.groupdict().values() if part), "")
    return f"{kept}{HIDDEN}"
