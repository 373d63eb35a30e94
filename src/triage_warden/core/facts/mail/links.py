"""Where links lead, against what they show and where the mail is from."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from triage_warden.core.facts.mail.examined import Examined, WebLink, parameters
from triage_warden.core.facts.mail.finding import Finding, quoted, shown
from triage_warden.core.facts.mail.hosting import REWRITERS, under
from triage_warden.core.facts.mail.model import LinkKind
from triage_warden.core.facts.mail.naming import host_shown, is_address, organisation, split

_URL_INSIDE = re.compile(
    r"[?&#=/](?:https?:|https?%3a|//|%2f%2f)(?:/|%2f){0,2}([a-z0-9.-]+\.[a-z]{2,24})", re.IGNORECASE
)
_ACTIVE = ("javascript:", "data:", "vbscript:", "file:", "search-ms:", "ms-")
_USUAL_PORTS = frozenset({None, 80, 443})
_MANY_LABELS = 6
_PRIVATE = re.compile(
    r"^(?:10\.|127\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.|\[?f[cde]|\[?::1)", re.IGNORECASE
)


def text_against_target(case: Examined) -> Iterator[Finding]:
    """Say where a link shows one organisation's address and leads to another's."""
    seen: set[str] = set()
    for link in case.links:
        named = host_shown(link.link.text)
        if not named or not link.owner or organisation(named) == link.owner or under(link.host, REWRITERS):
            continue
        kind = _disagreement(case, named, link)
        if kind in seen:
            continue
        seen.add(kind)
        how = " (click tracking would look the same)" if kind == "mail.link_text_tracked" else ""
        text = f"A link shows {shown(named)} but leads to {shown(link.host)}{how}."
        yield Finding(kind=kind, statement=text, rests_on=_rests_on(link), value={"shown": named, "target": link.host})


def _disagreement(case: Examined, named: str, link: WebLink) -> str:
    """A bulk mailer's counting links lead to it or to the sender, whatever they show; a trap leads elsewhere."""
    counted = case.of_sender(link.host) or case.of_sender(named) or _leads_on_to(link, named)
    return "mail.link_text_tracked" if counted else "mail.link_text_differs"


def _leads_on_to(link: WebLink, named: str) -> bool:
    return organisation(named) in unquote(parameters(link.url)).lower()


def form_of_target(case: Examined) -> Iterator[Finding]:
    """Say where a link's address is built to hide or to run something."""
    yield from _active(case)
    seen: set[str] = set()
    for link in case.links:
        for kind, text in _oddities(link):
            if kind not in seen:
                seen.add(kind)
                yield Finding(kind=kind, statement=text, rests_on=_rests_on(link), value={"host": link.host})


def redirects(case: Examined) -> Iterator[Finding]:
    """Say where a link carries another address to which it may send the reader on."""
    for link in case.links:
        onward = next(
            (host for host in _URL_INSIDE.findall(link.url[8:]) if organisation(host) not in {"", link.owner}), ""
        )
        if onward and not case.of_sender(link.host) and not under(link.host, REWRITERS) and not case.of_sender(onward):
            text = f"A link to {shown(link.host)} carries the address of {shown(onward)} to send the reader on to."
            yield Finding(
                kind="mail.link_open_redirect",
                statement=text,
                rests_on=_rests_on(link),
                value={"host": link.host, "onward": onward},
            )
            return


def belonging(case: Examined) -> Iterator[Finding]:
    """Say whether the links lead back to the sender, elsewhere, or all to one place."""
    followed = [link for link in case.links if link.link.kind is not LinkKind.IMAGE and link.owner]
    if not followed or not case.sender:
        return
    own = [link for link in followed if case.of_sender(link.host)]
    names = ", ".join(sorted({link.owner for link in followed})[:4])
    value: dict[str, str | int | float | bool] = {"links": len(followed), "own": len(own)}
    rests_on = tuple(f"link:{link.link.position}" for link in followed[:5])
    if len(own) == len(followed):
        text = f"Every link leads to the sender's own domain {shown(case.sender)}."
        yield Finding(kind="mail.links_all_sender_domain", statement=text, rests_on=rests_on, value=value)
    elif not own:
        text = f"No link leads to the sender's domain {shown(case.sender)}; they lead to {shown(names)}."
        yield Finding(kind="mail.links_none_sender_domain", statement=text, rests_on=rests_on, value=value)
    pages = {link.url.rstrip("/") for link in followed}
    if len(followed) > 1 and len(pages) == 1 and not own:
        text = f"All {len(followed)} links lead to one and the same page at {shown(followed[0].host)}."
        yield Finding(kind="mail.links_one_target", statement=text, rests_on=rests_on, value=value)


def _active(case: Examined) -> Iterator[Finding]:
    for link in case.mail.links:
        target = link.target.strip().lower()
        if target.startswith(_ACTIVE) and link.kind is not LinkKind.ATTACHMENT and not _does_nothing(target):
            text = f"A link does not lead to a page but runs or opens something itself: {quoted(target, 40)}."
            yield Finding(kind="mail.link_active_scheme", statement=text, rests_on=(f"link:{link.position}",))
            return


def _does_nothing(target: str) -> bool:
    return target.rstrip(";").replace(" ", "") in {
        "javascript:void(0)",
        "javascript:",
        "javascript:;",
        "javascript:void0",
    }


def _oddities(link: WebLink) -> Iterator[tuple[str, str]]:
    parts = split(link.url.replace("\\", "/"))
    host = shown(link.host, 120)
    if is_address(link.host) and not _PRIVATE.match(link.host):
        in_text = "_in_text" if link.link.kind is LinkKind.TEXT else ""
        yield f"mail.link_address_literal{in_text}", f"A link leads to the bare address {host} instead of a name."
    if parts and parts.username is not None:
        yield (
            "mail.link_userinfo",
            f"A link puts {quoted(parts.username, 40)} in front of an @ to hide that it leads to {host}.",
        )
    if parts and parts.port not in _USUAL_PORTS:
        yield "mail.link_unusual_port", f"A link leads to port {parts.port} of {host}."
    if "xn--" in link.host or not link.host.isascii():
        yield "mail.link_punycode", f"A link leads to the internationalised name {host}."
    if link.host.count(".") >= _MANY_LABELS:
        yield "mail.link_many_subdomains", f"A link leads to a name of {link.host.count('.') + 1} parts: {host}."


def _rests_on(link: WebLink) -> tuple[str, ...]:
    return (f"link:{link.link.position}",)
