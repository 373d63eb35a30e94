"""Values that are true of many harmless things, and other things lists know. Values are marked, never dropped."""

from collections.abc import Callable
from functools import lru_cache

from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.urls import url_host
from triage_warden.core.observables.warning_lists import ListKind, WarningList, library

REMEMBERED = 2048
"""Values whose lists are kept: each is asked about two or three times in a row."""
_GOOD = frozenset({ListKind.GOOD, ListKind.MACHINE})


def known_good(type: ObservableType, value: str) -> tuple[str, ...]:  # noqa: A002  # named as the field it comes from
    """Return the names of the known-good lists that hold a normalised value.

    A link is good only on hosts that serve nothing of their users'; a famous host's name does not make its pages good.
    """
    wanted = frozenset({ListKind.MACHINE}) if type is ObservableType.URL else _GOOD
    return tuple(each.name for each in held(type, value) if each.kind in wanted)


def other_lists(type: ObservableType, value: str) -> tuple[ListKind, ...]:  # noqa: A002  # as above
    """Return what lists say of a value besides that it is good: hosting, disposable mail, rented, scanner, sinkhole."""
    return tuple(dict.fromkeys(each.kind for each in held(type, value) if each.kind not in _GOOD))


def is_shortener(type: ObservableType, value: str) -> bool:  # noqa: A002  # as above
    """Whether a normalised name is a link shortener's, or a link leads through one."""
    return type in _NAMED and any(each.kind is ListKind.SHORTENER for each in held(type, value))


@lru_cache(maxsize=REMEMBERED)
def held(type: ObservableType, value: str) -> tuple[WarningList, ...]:  # noqa: A002  # as above
    """Return all lists that hold a normalised value, of whatever kind."""
    ask = _ASKED.get(type)
    return ask(value) if ask else ()


def _of_host(host: str) -> tuple[WarningList, ...]:
    if ":" in host or host.rpartition(".")[2].isdigit():
        return ()
    held = library().of_name(host)
    return held or (library().of_word(host[4:]) if host.startswith("www.") else ())


def _of_mailbox(address: str) -> tuple[WarningList, ...]:
    return tuple(each for each in _of_host(address.rpartition("@")[2]) if each.kind is ListKind.DISPOSABLE_MAIL)


def _of_digest(digest: str) -> tuple[WarningList, ...]:
    return library().of_word(digest)


def _of_address(address: str) -> tuple[WarningList, ...]:
    return library().of_address(address)


_ASKED: dict[ObservableType, Callable[[str], tuple[WarningList, ...]]] = {
    ObservableType.DOMAIN: _of_host,
    ObservableType.HOSTNAME: _of_host,
    ObservableType.URL: lambda link: _of_host(url_host(link)),
    ObservableType.EMAIL: _of_mailbox,
    ObservableType.IPV4: _of_address,
    ObservableType.IPV6: _of_address,
    ObservableType.MD5: _of_digest,
    ObservableType.SHA1: _of_digest,
    ObservableType.SHA256: _of_digest,
}
LISTED = frozenset(_ASKED)
"""What lists are about; other values are not looked for, nor remembered."""

_NAMED = frozenset({ObservableType.DOMAIN, ObservableType.HOSTNAME, ObservableType.URL})
