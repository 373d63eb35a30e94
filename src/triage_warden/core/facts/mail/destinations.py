"""What sort of place links lead to."""

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

from triage_warden.core.facts.mail.examined import Examined, WebLink, parameters
from triage_warden.core.facts.mail.finding import Finding, shown
from triage_warden.core.facts.mail.hosting import ABUSED_SUFFIXES, BUCKETS, FORMS, IPFS, SHORTENERS, SITES, under
from triage_warden.core.facts.mail.model import LinkKind
from triage_warden.core.facts.mail.naming import owner_label
from triage_warden.core.facts.mail.randomness import looks_random

_S3 = re.compile(r"(?:^|\.)s3[.-][a-z0-9.-]*amazonaws\.com$|(?:^|\.)s3\.amazonaws\.com$")
_GOOGLE_REDIRECT = re.compile(r"^(?:www\.)?google\.[a-z.]{2,6}$|^(?:maps|translate)\.google\.|\.translate\.goog$")
_ENCODED = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_UNSUBSCRIBE = re.compile(
    r"unsub|optout|opt-out|abmeld|desinscri|desabonn|preferenc|afmeld|disiscri|cancelar|baja|list-manage", re.IGNORECASE
)
_CALLS = frozenset({LinkKind.ANCHOR, LinkKind.AREA, LinkKind.BUTTON, LinkKind.FORM, LinkKind.REFRESH})

_SORTS = (
    ("mail.link_ipfs", "is served from IPFS, where nobody can take it down"),
    ("mail.link_object_storage", "lies in object storage, where anybody can put a page"),
    ("mail.link_site_builder", "stands on a platform where anybody can put up a site for nothing"),
    ("mail.link_form_service", "is a form anybody can make, asking for what is typed in"),
    ("mail.link_shortener", "is a short link that hides where it leads"),
    ("mail.link_cheap_suffix", "stands under a suffix where throw-away names cost next to nothing"),
    ("mail.link_random_host", "has a name that looks made up at random"),
)


def destinations(case: Examined) -> Iterator[Finding]:
    """Say what sort of place links lead to, each sort once; the sender's own places do not count."""
    words = dict(_SORTS)
    seen: set[str] = set()
    for link in case.links:
        if link.link.kind is LinkKind.IMAGE or (
            case.proven and case.of_sender(link.host) and not under(link.host, SITES)
        ):
            continue
        kind = _sort(link)
        if not kind:
            continue
        in_text = (
            "_in_text"
            if link.link.kind is LinkKind.TEXT
            and kind in {"mail.link_site_builder", "mail.link_shortener", "mail.link_form_service"}
            else ""
        )
        if kind + in_text not in seen:
            seen.add(kind + in_text)
            text = f"The link to {shown(link.host, 120)} {words[kind]}."
            yield Finding(
                kind=kind + in_text, statement=text, rests_on=(f"link:{link.link.position}",), value={"host": link.host}
            )


def recipient_in_link(case: Examined) -> Iterator[Finding]:
    """Say where a link to a stranger carries the recipient's address, so that the trap can greet by name."""
    wanted = [each.email for each in case.mail.recipients[:10] if "@" in each.email]
    for link in case.links if wanted else ():
        if link.link.kind not in _CALLS or case.of_sender(link.host) or _UNSUBSCRIBE.search(link.url + link.link.text):
            continue
        found = next((each for each in wanted if each in _hidden_away(link)), "")
        plain = next((each for each in wanted if each in unquote(link.url).lower()), "")
        if found or plain:
            kind = "mail.recipient_in_link" if found else "mail.recipient_in_query"
            how = "where only the page's own script reads it" if found else "as a parameter"
            text = f"A link to {shown(link.host)} carries the recipient's address {shown(found or plain)} {how}."
            yield Finding(
                kind=kind, statement=text, rests_on=(f"link:{link.link.position}",), value={"host": link.host}
            )
            return


def _sort(link: WebLink) -> str:
    where = f"{link.host}{parameters(link.url).partition('?')[0]}"
    tests = (
        ("mail.link_ipfs", bool(under(link.host, IPFS)) or "/ipfs/" in where or ".ipfs." in link.host),
        ("mail.link_object_storage", bool(under(link.host, BUCKETS) or _S3.search(link.host))),
        ("mail.link_site_builder", bool(under(link.host, SITES))),
        (
            "mail.link_form_service",
            bool(under(link.host, FORMS)) or any(where.startswith(each) for each in FORMS if "/" in each),
        ),
        ("mail.link_shortener", link.host.removeprefix("www.") in SHORTENERS),
        ("mail.link_cheap_suffix", bool(under(link.host, ABUSED_SUFFIXES))),
        ("mail.link_random_host", looks_random(owner_label(link.host)) or looks_random(link.host.partition(".")[0])),
    )
    return next((kind for kind, holds in tests if holds), "")


def _hidden_away(link: WebLink) -> str:
    """Return the fragment, and what is Base64 in the address: kits pass the victim on there, mailers do not."""
    plain = unquote(unquote(parameters(link.url)[:4000]))
    return " ".join([plain.partition("#")[2], *map(_unpacked, _ENCODED.findall(plain)[:30])]).lower()


def _unpacked(text: str) -> str:
    try:
        padded = text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4)
        return base64.b64decode(padded, altchars=b"-_" if "-" in text or "_" in text else None).decode("ascii")
    except (binascii.Error, ValueError):
        return ""
