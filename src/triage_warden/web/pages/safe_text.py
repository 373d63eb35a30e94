"""Show what strangers wrote so that it is neither followed nor misread."""

import re
import unicodedata
from typing import Final

from triage_warden.core.observables.model import Observable, ObservableType, Role, Trait

_SCHEME = re.compile(r"\bh(tt|xx)ps?(?=://)|\bftp(?=://)", re.IGNORECASE)
_DEFANGED: Final = frozenset(
    {
        ObservableType.URL,
        ObservableType.DOMAIN,
        ObservableType.IPV4,
        ObservableType.IPV6,
        ObservableType.EMAIL,
    }
)
_OURS: Final = frozenset({Role.TARGET, Role.REPORTER})
_KEPT: Final = frozenset({"\n", "\t"})


def plain(text: str, limit: int = 2000) -> str:
    """Return text whose invisible and direction-changing characters can be seen, with addresses that do not work.

    Bidirectional overrides make `exe.gpj` of `jpg.exe`; they are shown as `⟨U+202E⟩`. At most `limit` characters.
    """
    cut = text if len(text) <= limit else f"{text[:limit]}…"
    return _SCHEME.sub(_quiet_scheme, "".join(map(_visible, cut)))


def defanged(observable: Observable) -> str:
    """Return the value so that no program makes a link of it; our own hosts, accounts and networks stay readable."""
    value = plain(observable.value, 500)
    if observable.type not in _DEFANGED or observable.role in _OURS or Trait.PRIVATE in observable.traits:
        return value
    if observable.type is ObservableType.IPV6:
        return value.replace(":", "[:]", 1)
    scheme, separator, rest = value.rpartition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.replace('.', '[.]')}{slash}{path}"


def _visible(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
        return character
    return f"⟨U+{ord(character):04X}⟩"


def _quiet_scheme(match: re.Match[str]) -> str:
    return match[0].lower().replace("tt", "xx").replace("ftp", "fxp")
