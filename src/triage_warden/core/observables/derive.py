"""Observables that another observable brings along: the host of a link, the domain of a mailbox, the file of a path."""

from collections.abc import Iterator

from triage_warden.core.observables.classify import observable
from triage_warden.core.observables.hosts import is_ipv4
from triage_warden.core.observables.link_parts import carried
from triage_warden.core.observables.model import Observable, ObservableType
from triage_warden.core.observables.paths import last_part, unc_host
from triage_warden.core.observables.safelinks import embedded, mimecast_domain, unwrap
from triage_warden.core.observables.urls import url_host

DEPTH = 3
"""Wrappers inside wrappers that are opened."""


def derived(parent: Observable) -> list[Observable]:
    """Return what follows from an observable, each once, with its role; never the observable itself."""
    found = dict.fromkeys(_closure(parent, DEPTH))
    found.pop(parent, None)
    return list(found)


def target(link: Observable) -> Observable | None:
    """Return the link inside a wrapped link (safe-link gateways, redirectors of big sites)."""
    wrapped = unwrap(link.value) if link.type is ObservableType.URL else None
    return _made(link, ObservableType.URL, wrapped) if wrapped and wrapped != link.value else None


def _closure(parent: Observable, depth: int) -> Iterator[Observable]:
    for child in _children(parent):
        yield child
        if child.type is ObservableType.URL and depth:
            yield from _closure(child, depth - 1)


def _children(parent: Observable) -> list[Observable]:
    match parent.type:
        case ObservableType.URL:
            return _of_link(parent)
        case ObservableType.EMAIL:
            return _present(_host(parent, parent.value.rpartition("@")[2].strip("[]").removeprefix("ipv6:")))
        case ObservableType.FILE_PATH:
            return _of_path(parent)
        case ObservableType.IPV6 if parent.value.startswith("::ffff:") and "." in parent.value:
            return _present(_made(parent, ObservableType.IPV4, parent.value.removeprefix("::ffff:")))
        case _:
            return []


def _of_link(parent: Observable) -> list[Observable]:
    inside = dict.fromkeys(filter(None, [unwrap(parent.value), *embedded(parent.value)]))
    links = [_made(parent, ObservableType.URL, link) for link in inside if link != parent.value]
    named = mimecast_domain(parent.value)
    return _present(
        _host(parent, url_host(parent.value)),
        *links,
        _host(parent, named) if named else None,
        *(_made(parent, kind, value) for kind, value in carried(parent.value)),
    )


def _of_path(parent: Observable) -> list[Observable]:
    server = unc_host(parent.value)
    name = last_part(parent.value)
    return _present(
        _made(parent, ObservableType.FILE_NAME, name) if "." in name else None,
        _host(parent, server) if server else None,
    )


def _host(parent: Observable, host: str) -> Observable | None:
    if ":" in host:
        return _made(parent, ObservableType.IPV6, host)
    if is_ipv4(host):
        return _made(parent, ObservableType.IPV4, host)
    return _made(parent, ObservableType.DOMAIN, host) or _made(parent, ObservableType.HOSTNAME, host)


def _made(parent: Observable, kind: ObservableType, value: str) -> Observable | None:
    return observable(kind, value, parent.role)


def _present(*found: Observable | None) -> list[Observable]:
    return [one for one in found if one is not None]
