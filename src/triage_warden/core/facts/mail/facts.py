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
    """Yield what each look finds."""
    case = examined(mail)
    for look in LOOKS:
        yield from look(case)
