"""Everything that is found out about a mail from its own bytes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from triage_warden.core.facts.mail import (
    attachments,
    authentication,
    body,
    claims,
    correspondence,
    destinations,
    links,
    lookalike,
    reputation,
    sender,
    wording,
)
from triage_warden.core.facts.mail.examined import examined
from triage_warden.core.facts.mail.finding import Finding, Look
from triage_warden.core.facts.mail.model import Mail
from triage_warden.core.facts.model import Fact, a_fact

SOURCE: Final = "mail"

LOOKS: Final[tuple[Look, ...]] = (
    authentication.authentication,
    authentication.signatures,
    authentication.forwarding,
    sender.display_name,
    sender.display_form,
    sender.address,
    sender.answers,
    sender.from_oneself,
    sender.to_nobody,
    sender.contact_elsewhere,
    lookalike.sender_lookalike,
    lookalike.link_lookalike,
    links.text_against_target,
    links.form_of_target,
    links.redirects,
    links.belonging,
    destinations.destinations,
    destinations.recipient_in_link,
    body.forms,
    body.scripts,
    body.concealment,
    body.pictures,
    body.versions,
    attachments.attachments,
    wording.wording,
    claims.brand_claimed,
    claims.nothing_asked,
    correspondence.thread,
    correspondence.lists,
    correspondence.editorial,
    correspondence.reports,
    reputation.genuine_brand,
)
"""Every way of looking at a mail, in the order in which an analyst would tell it."""


_DISGUISES: Final = (
    *(
        f"mail.{kind}"
        for kind in ("dmarc_fail", "spf_fail", "unauthenticated", "compauth_fail", "authenticated_for_another")
    ),
    *(
        f"mail.{kind}"
        for kind in ("display_name", "lookalike", "brand_claimed", "sender_", "reply_to_freemail", "mixed_script")
    ),
    *(
        f"mail.{kind}"
        for kind in ("template_placeholder", "from_several", "false_reply", "contact_freemail", "blind_copies")
    ),
    *(
        f"mail.{kind}"
        for kind in ("link_text_differs", "link_active", "link_address_literal", "link_userinfo", "link_unusual_port")
    ),
    *(
        f"mail.{kind}"
        for kind in ("link_punycode", "link_ipfs", "link_object", "link_site", "link_form", "link_shortener")
    ),
    *(
        f"mail.{kind}"
        for kind in ("link_cheap", "link_open_redirect", "recipient_in_link", "links_one_target", "attachment_")
    ),
    *(
        f"mail.{kind}"
        for kind in ("password_form", "html_smuggling", "words_split", "hidden_text", "picture_for_text", "bare_link")
    ),
    "mail.versions_disagree",
)
"""Beginnings of the kinds that mean something is not as it should be."""


def mail_facts(mail: Mail, *, alert_ref: str, observed_at: datetime) -> list[Fact]:
    """Return the facts about the mail, each resting on the alert and on the named part of the mail."""
    return [
        a_fact(
            finding.kind,
            finding.statement,
            source=SOURCE,
            observed_at=observed_at,
            rests_on=(alert_ref, *finding.rests_on),
            value=finding.value,
        )
        for finding in findings(mail)
    ]


def findings(mail: Mail) -> Iterator[Finding]:
    """Yield what each look finds, and at the end that nothing is disguised, where that is so."""
    case = examined(mail)
    disguised = False
    for look in LOOKS:
        for finding in look(case):
            disguised = disguised or finding.kind.startswith(_DISGUISES)
            yield finding
    if not disguised and mail.author is not None:
        text = "Nothing about the sender, the links and the attachments is disguised."
        yield Finding(kind="mail.nothing_disguised", statement=text, rests_on=("headers", "body"))
