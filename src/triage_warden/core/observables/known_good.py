"""Values that are true of many harmless things, and other things lists know. Values are marked, never dropped."""

from collections.abc import Callable, Iterable

from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.urls import url_host
from triage_warden.core.observables.warning_lists import ListKind, WarningList, library

_GOOD = frozenset({ListKind.GOOD, ListKind.MACHINE})
_GOOD_FOR_LINKS = frozenset({ListKind.MACHINE})


def known_good(type: ObservableType, value: str) -> tuple[str, ...]:  # noqa: A002  # named as the field it comes from
    """Return the names of the known-good lists that hold a normalised value.

    A link is good only on hosts that serve nothing of their users'; a famous host's name does not make its pages good.
    """
    return good_names(type, held(type, value))


def good_names(type: ObservableType, lists: Iterable[WarningList]) -> tuple[str, ...]:  # noqa: A002  # as above
    """Return the names of those lists that make a value of a type known good."""
    wanted = _GOOD_FOR_LINKS if type is ObservableType.URL else _GOOD
    return tuple(each.name for each in lists if each.kind in wanted)


def leads_through_shortener(type: ObservableType, lists: Iterable[WarningList]) -> bool:  # noqa: A002  # as above
    """Whether one of the lists that hold a name or link is of shorteners."""
    return type in _NAMED and any(each.kind is ListKind.SHORTENER for each in lists)


def other_lists(type: ObservableType, value: str) -> tuple[ListKind, ...]:  # noqa: A002  # as above
    """Return what lists say of a value besides that it is good: hosting, disposable mail, rented, scanner, sinkhole."""
    return tuple(dict.fromkeys(each.kind for each in held(type, value) if each.kind not in _GOOD))


def is_shortener(type: ObservableType, value: str) -> bool:  # noqa: A002  # as above
    """Whether a normalised name is a link shortener's, or a link leads through one."""
    return leads_through_shortener(type, held(type, value))


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
_NAMED = frozenset({ObservableType.DOMAIN, ObservableType.HOSTNAME, ObservableType.URL})
