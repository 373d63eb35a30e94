"""Settle what depends on the whole: web requests, remote and local ends, one address for an endpoint."""

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from triage_warden.connector_kit.structural import kinds
from triage_warden.connector_kit.structural.candidates import Candidate
from triage_warden.connector_kit.structural.explained import Explained, Fact
from triage_warden.connector_kit.structural.leaves import Leaf

_METHODS: Final = frozenset(
    {"GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE", "PROPFIND"}
)
_OF_MACHINES: Final = frozenset({"device", "name", "agent", "asset", "destination", "source", "system"})
_SURE_SITE: Final = 0.84
_SIDES: Final = {"remote": Fact.DESTINATION_ADDRESS, "local": Fact.SOURCE_ADDRESS}
_ENDS: Final = frozenset(_SIDES.values())
_SURE_SIDE: Final = 0.7
_COMPOSED: Final = 0.1
"""How much less sure a URL is that was put together."""


def settle_sites(weighed: list[Candidate], found: Sequence[Leaf]) -> list[Candidate]:
    """Return the candidates with what the whole record says about them."""
    if any(leaf.value in _METHODS for leaf in found):
        weighed = [*_as_sites(weighed)]
    return _outbound(_subjects(weighed))


def _subjects(weighed: list[Candidate]) -> list[Candidate]:
    """Return the candidates with a subject told as a mail's, or as whom a sign-in is about: one word, and no mail."""
    is_mail = any(each.fact in (Fact.MAIL_FROM, Fact.MAIL_TO) for each in weighed)
    return [each for each in weighed if "subject" not in each.leaf.own or each.fact is not _not_of(each.leaf, is_mail)]


def _not_of(subject: Leaf, is_mail: bool) -> Fact:  # noqa: FBT001  # one of two
    return Fact.USER if is_mail or " " in subject.text.strip() else Fact.MAIL_SUBJECT


def _as_sites(weighed: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the candidates of a web request: its `host` is the site that was asked, not a machine of ours."""
    for each in weighed:
        site = each.fact is Fact.HOST and not _OF_MACHINES & set(each.leaf.own) and kinds.domain(each.leaf.value)
        if site:
            yield msgspec.structs.replace(each, fact=Fact.DOMAIN, value=site, confidence=_SURE_SITE)
        else:
            yield each


def _outbound(weighed: list[Candidate]) -> list[Candidate]:
    """Return the candidates with ends told by side where a program of ours talks to a remote end."""
    ends = [each for each in weighed if each.fact in _ENDS]
    sides = {word for each in ends for word in each.leaf.own if word in _SIDES}
    if len(sides) < len(_SIDES) or not any(each.fact is Fact.PROCESS for each in weighed):
        return weighed
    settled: list[Candidate] = []
    for each in weighed:
        side = next((side for side in _SIDES if side in each.leaf.own), None) if each.fact in _ENDS else None
        told = msgspec.structs.replace(each, fact=_SIDES[side], confidence=_SURE_SIDE) if side else each
        settled.append(told)
    return settled


def composed(said: Sequence[Explained]) -> list[Explained]:
    """Return what was read; where a request is written as a path, with the site before it that was asked for it.

    Without a site a path is no URL, and is left out. The scheme is `http` where nothing says otherwise.
    """
    sites = sorted((each for each in said if each.fact is Fact.DOMAIN), key=lambda each: -each.confidence)
    settled: list[Explained] = []
    for each in said:
        if each.fact is not Fact.URL or each.value[:1] != "/":
            settled.append(each)
        elif sites:
            reason, value = f"{each.reason}; its site from {sites[0].pointer}", f"http://{sites[0].value}{each.value}"
            sure = round(each.confidence - _COMPOSED, 2)
            settled.append(msgspec.structs.replace(each, value=value, reason=reason, confidence=sure))
    return settled
