"""Who it says it is from: whether the parts of that story agree."""

import re
from collections.abc import Iterator

from triage_warden.core.facts.mail import brands
from triage_warden.core.facts.mail.examined import Examined
from triage_warden.core.facts.mail.finding import Finding, quoted, shown
from triage_warden.core.facts.mail.folding import mixed_words
from triage_warden.core.facts.mail.hosting import ABUSED_SUFFIXES, FREE_MAIL, SENDING_PLATFORMS, under
from triage_warden.core.facts.mail.naming import organisation
from triage_warden.core.facts.mail.randomness import looks_random, mailbox_looks_random

_FROM = ("header:From",)
_LOCAL_TEXT = """
localhost localdomain local internal intranet lan home corp private test example invalid onion
"""
_LOCAL = frozenset(_LOCAL_TEXT.split())
_ADDRESS = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,24})\b", re.IGNORECASE)
_ANGLE = re.compile(r"<[^>]*>")
_PLACEHOLDER = re.compile(
    r"[{\[%]{1,2}\s*(?:first_?name|last_?name|user_?name|name|email|e-?mail|user|domain|to_?name|random\w*)\s*[}\]%]{1,2}",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(r"[\u2460-\u24ff\u2500-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]|(?:\"\s*){3,}|(?:'\s*){3,}")


def claimed_name(case: Examined) -> str:
    """Return the name that mail programs show for the sender, also of a header that breaks the grammar."""
    author = case.mail.author
    if author and author.display:
        return author.display
    return _ANGLE.sub(" ", case.mail.header("From")).strip(' ",;')


def display_name(case: Examined) -> Iterator[Finding]:
    """Say where the shown name speaks for somebody whose domain the sender does not write from."""
    name = claimed_name(case)
    author = case.mail.author
    if author is None or not name:
        return
    foreign = next(
        (match.group() for match in _ADDRESS.finditer(author.display) if not _same_party(case, match.group(1))), ""
    )
    if foreign:
        text = f"The sender's name shows the address {shown(foreign)}, but the mail is from {shown(author.email)}."
        yield Finding(
            kind="mail.display_name_other_address",
            statement=text,
            rests_on=_FROM,
            value={"shown": foreign, "from": author.email},
        )
    brand = brands.named_in(name)
    if brand and not case.is_list and (not under(author.domain, brand.domains) or case.free_mail):
        text = (
            f"The sender calls itself {quoted(name, 60)}, but {shown(author.domain)} is not a domain of {brand.name}."
        )
        yield Finding(
            kind="mail.display_name_brand",
            statement=text,
            rests_on=_FROM,
            value={"brand": brand.name, "domain": author.domain},
        )


def display_form(case: Examined) -> Iterator[Finding]:
    """Say where the shown name or the subject is written so as to pass filters or catch the eye."""
    name = claimed_name(case)
    mixed = mixed_words(f"{name} {case.mail.subject}")
    if mixed:
        text = f"Name or subject mix letters of two scripts in one word: {quoted(mixed[0], 40)}."
        yield Finding(
            kind="mail.mixed_script_name",
            statement=text,
            rests_on=("header:From", "header:Subject"),
            value={"words": len(mixed)},
        )
    if _ORNAMENT.search(name):
        text = f"The sender's name is decorated with symbols: {quoted(name, 60)}."
        yield Finding(kind="mail.display_name_ornament", statement=text, rests_on=_FROM)
    if _ORNAMENT.search(case.mail.subject):
        text = f"The subject is decorated with symbols: {quoted(case.mail.subject, 60)}."
        yield Finding(kind="mail.subject_ornament", statement=text, rests_on=("header:Subject",))
    placeholder = _PLACEHOLDER.search(f"{name} {case.mail.subject}")
    if placeholder:
        text = f"A placeholder of a mass-mailing template was left unfilled: {quoted(placeholder.group(), 40)}."
        yield Finding(kind="mail.template_placeholder", statement=text, rests_on=("header:From", "header:Subject"))


def address(case: Examined) -> Iterator[Finding]:
    """Say what the sender's address itself shows."""
    author = case.mail.author
    if author is None:
        if not case.mail.null_return_path and not case.mail.report_type:
            yield Finding(
                kind="mail.sender_missing", statement="The mail names no usable sender address.", rests_on=_FROM
            )
        return
    domain = shown(author.domain)
    if not case.sender and not _is_local(author.domain) and case.mail.sender_ip and case.mail.authentication:
        text = f"The sender's domain {domain} cannot exist in public DNS, yet the mail came from {case.mail.sender_ip}."
        yield Finding(
            kind="mail.sender_domain_impossible", statement=text, rests_on=_FROM, value={"domain": author.domain}
        )
    platform = under(author.domain, SENDING_PLATFORMS)
    if platform and author.domain != platform:
        text = f"The sender's domain {domain} was handed out by the platform {platform} to whoever opened an account."
        yield Finding(kind="mail.sender_on_platform", statement=text, rests_on=_FROM, value={"platform": platform})
    suffix = under(author.domain, ABUSED_SUFFIXES)
    if suffix:
        text = f"The sender's domain {domain} stands under .{suffix}, where throw-away names cost next to nothing."
        yield Finding(kind="mail.sender_cheap_suffix", statement=text, rests_on=_FROM, value={"suffix": suffix})
    if mailbox_looks_random(author.email.rpartition("@")[0]) or looks_random(author.domain.partition(".")[0]):
        text = f"The sender's address {shown(author.email)} looks made up at random."
        yield Finding(kind="mail.sender_random", statement=text, rests_on=_FROM)
    owners = {organisation(each.domain) for each in case.mail.from_}
    if len(case.mail.from_) > 1 and len({each.email for each in case.mail.from_}) >= 1:
        text = f"The From header names {len(case.mail.from_)} senders where one is the rule."
        yield Finding(
            kind="mail.from_several",
            statement=text,
            rests_on=_FROM,
            value={"senders": len(case.mail.from_), "domains": len(owners)},
        )


def answers(case: Examined) -> Iterator[Finding]:
    """Say where answers go somewhere else than to the sender."""
    author = case.mail.author
    other = next((each for each in case.mail.reply_to if not _same_party(case, each.domain)), None)
    if author is None or other is None or case.is_list:
        return
    rests_on = ("header:From", "header:Reply-To")
    value: dict[str, str | int | float | bool] = {"from": author.email, "reply_to": other.email}
    to_free = organisation(other.domain) in FREE_MAIL
    text = f"Answers to {shown(author.email)} go to {shown(other.email)}"
    if to_free:
        yield Finding(
            kind="mail.reply_to_freemail",
            statement=f"{text}, a mailbox that anybody can open.",
            rests_on=rests_on,
            value=value,
        )
    else:
        yield Finding(
            kind="mail.reply_to_other", statement=f"{text}, at another organisation.", rests_on=rests_on, value=value
        )


def to_nobody(case: Examined) -> Iterator[Finding]:
    """Say where a private mailbox writes to people whose names it hides from one another."""
    own = case.mail.author.email if case.mail.author else ""
    named = [each for each in (*case.mail.to, *case.mail.cc) if each.email != own]
    if case.free_mail and not named and not case.is_list and not case.mail.null_return_path:
        text = f"{shown(own)} is a private mailbox, and the mail names no recipient: it went out as blind copies."
        yield Finding(kind="mail.blind_copies_from_freemail", statement=text, rests_on=("header:To", "header:From"))


def contact_elsewhere(case: Examined) -> Iterator[Finding]:
    """Say where the text asks to write to a mailbox that anybody can open and that is not the sender's."""
    if case.is_list or case.mail.in_reply_to:
        return
    known = {case.sender_host, *(each.domain for each in case.mail.recipients)}
    for match in _ADDRESS.finditer(case.text):
        if (
            match.group(1) in FREE_MAIL
            and (match.group(1) not in known or case.free_mail)
            and not _is_party(case, match.group())
        ):
            text = f"The text gives {shown(match.group())}, a mailbox that anybody can open, to write to."
            yield Finding(
                kind="mail.contact_freemail", statement=text, rests_on=("body",), value={"address": match.group()}
            )
            return


def _is_party(case: Examined, address: str) -> bool:
    parties = (*case.mail.from_, *case.mail.recipients, *case.mail.reply_to)
    return any(each.email == address for each in parties)


def from_oneself(case: Examined) -> Iterator[Finding]:
    """Say where the mail pretends to come from the very mailbox that received it."""
    author = case.mail.author
    if (
        author
        and not case.proven
        and author.email in {each.email for each in case.mail.recipients}
        and case.mail.sender_ip
        and case.mail.authentication
    ):
        text = f"The mail claims to be from its own recipient {shown(author.email)}, which nothing confirms."
        yield Finding(kind="mail.sender_is_recipient", statement=text, rests_on=("header:From", "header:To"))


def _is_local(domain: str) -> bool:
    """Names that are set aside for private use (RFC 2606, RFC 6762, ICANN's .internal): machines at home write so."""
    return domain in _LOCAL or domain.rpartition(".")[2] in _LOCAL


def _same_party(case: Examined, domain: str) -> bool:
    return case.of_sender(domain)
