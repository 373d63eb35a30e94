"""Domains made to be taken for somebody else's."""

from collections.abc import Iterator
from functools import lru_cache

import idna
import msgspec

from triage_warden.core.facts.mail import brands
from triage_warden.core.facts.mail.examined import Examined
from triage_warden.core.facts.mail.finding import Finding, shown
from triage_warden.core.facts.mail.folding import skeleton
from triage_warden.core.facts.mail.hosting import FREE_MAIL
from triage_warden.core.facts.mail.naming import organisation, owner_label

MIN_TYPO_LABEL = 6
"""Shorter names have too many honest neighbours one letter away."""
MIN_PART_LABEL = 5
MAX_HOSTS = 100


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """How a domain passes for another: the way, the name it borrows, and whose that is."""

    way: str
    """`confusable`, `typo`, `part` (words around the name), `subdomain` (the whole domain), `prefix` (the name)."""
    borrowed: str
    owner: str


def sender_lookalike(case: Examined) -> Iterator[Finding]:
    """Say where the sender's or the answer's domain borrows a name."""
    places = [("header:From", case.sender_host), *(("header:Reply-To", each.domain) for each in case.mail.reply_to)]
    for header, host in places:
        likeness = likeness_of(host) or _of_recipient(host, case)
        if likeness:
            yield Finding(
                kind=f"mail.lookalike_sender_{likeness.way}",
                statement=f"The domain {shown(host)} in {header.removeprefix('header:')} {_words(likeness)}.",
                rests_on=(header,),
                value={"domain": host, "borrowed": likeness.borrowed, "way": likeness.way},
            )
            return


def link_lookalike(case: Examined) -> Iterator[Finding]:
    """Say where a link's domain borrows a name; each way once."""
    seen: set[str] = set()
    for link in case.links[:MAX_HOSTS]:
        likeness = likeness_of(link.host) or _of_recipient(link.host, case)
        if likeness and likeness.way not in seen:
            seen.add(likeness.way)
            yield Finding(
                kind=f"mail.lookalike_link_{likeness.way}",
                statement=f"A link leads to {shown(link.host)}, which {_words(likeness)}.",
                rests_on=(f"link:{link.link.position}",),
                value={"domain": link.host, "borrowed": likeness.borrowed, "way": likeness.way},
            )


@lru_cache(maxsize=20_000)
def likeness_of(host: str) -> Likeness | None:
    """Return how the host passes for a brand; None for brands' own hosts and for everybody else."""
    owner = organisation(host)
    if not owner or brands.owner_of(owner) or owner in FREE_MAIL:
        return None
    label = _unicode(owner_label(host))
    return _like_a_brand(label) or _below(host, owner)


def _like_a_brand(label: str) -> Likeness | None:
    same = brands.skeletons().get(skeleton(label))
    if same and same[0] != label:
        return Likeness(way="confusable", borrowed=same[0], owner=same[1].name)
    for name, brand in brands.labels().items():
        if len(name) >= MIN_TYPO_LABEL and name != label and within_one_edit(name, label):
            return Likeness(way="typo", borrowed=name, owner=brand.name)
    parts = [part for part in label.split("-") if part]
    for name, brand in brands.labels().items():
        if len(parts) > 1 and any(skeleton(part) == skeleton(name) for part in parts) and not brand.common_word:
            return Likeness(way="part", borrowed=name, owner=brand.name)
        if (
            len(name) >= MIN_PART_LABEL + 1
            and name in label
            and name != label
            and not brand.common_word
            and _beside_a_service_word(label, name)
        ):
            return Likeness(way="part", borrowed=name, owner=brand.name)
    return None


def _beside_a_service_word(label: str, name: str) -> bool:
    """`paypalsecure`, `mynetflixaccount`: what is left besides the name is made of words that services use."""
    rest = label.replace(name, " ").split()
    return all(each.strip("-0123456789") in brands.SERVICE_WORDS | _BAIT or each.isdigit() for each in rest)


_BAIT = frozenset(
    [
        "secure",
        "secured",
        "login",
        "signin",
        "log",
        "sign",
        "verify",
        "verified",
        "auth",
        "sso",
        "web",
        "portal",
        "user",
        "users",
        "id",
        "alert",
        "online",
        "team",
    ]
) | {""}


def _below(host: str, owner: str) -> Likeness | None:
    """`paypal.com.example.net`, `dhl.example.net`: a brand's name stands left of somebody else's domain."""
    left = host[: -len(owner)].strip(".") if host != owner else ""
    for brand in brands.all_brands() if "." in left else ():
        whole = next((domain for domain in brand.domains if f".{domain}." in f".{left}."), "")
        if whole:
            return Likeness(way="subdomain", borrowed=whole, owner=brand.name)
    for part in left.replace(".", "-").split("-"):
        named = brands.labels().get(part)
        if named is not None and not named.common_word:
            return Likeness(way="prefix", borrowed=part, owner=named.name)
    return None


def _of_recipient(host: str, case: Examined) -> Likeness | None:
    """Take the recipient's own organisation for a brand: mail that passes for a colleague's."""
    label = _unicode(owner_label(host))
    for each in case.mail.recipients[:20]:
        own, name = organisation(each.domain), owner_label(each.domain)
        if not own or own in FREE_MAIL or own == organisation(host) or len(name) < MIN_TYPO_LABEL or label == name:
            continue
        if skeleton(label) == skeleton(name):
            return Likeness(way="confusable", borrowed=name, owner=f"the recipient's own {own}")
        if within_one_edit(name, label):
            return Likeness(way="typo", borrowed=name, owner=f"the recipient's own {own}")
    return None


def within_one_edit(one: str, other: str) -> bool:
    """Tell whether one insertion, deletion, replacement or swap of neighbours turns one into the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )
    left, right = one[start:], other[start:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right or left == right[1:] or left[1:] == right[1:]


def _unicode(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        return label


def _words(likeness: Likeness) -> str:
    says = {
        "confusable": "looks like {0} but is written differently",
        "typo": "is one letter away from {0}",
        "part": "joins the name {0} with other words",
        "prefix": "puts the name {0} in front of somebody else's domain",
        "subdomain": "puts the whole name {0} in front of somebody else's domain",
    }
    return says[likeness.way].format(f"{shown(likeness.borrowed)} of {shown(likeness.owner)}")
