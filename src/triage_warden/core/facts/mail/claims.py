"""Whom the mail speaks for in its text, against whom it is from and where it leads."""

import re
from collections.abc import Iterator

from triage_warden.core.facts.mail import brands
from triage_warden.core.facts.mail.correspondence import MANY_PAGES
from triage_warden.core.facts.mail.examined import Examined
from triage_warden.core.facts.mail.finding import Finding, shown
from triage_warden.core.facts.mail.hosting import under
from triage_warden.core.facts.mail.languages import is_understood
from triage_warden.core.facts.mail.wording import WEAK, themes_in

_SUM = re.compile(r"\d{1,3}(?:[.,' ]\d{3}){2,}|\d{1,3}[.,']\d{3}[.,]\d\d\b|\bmilli?(?:on|oes|ones|onen|oni|ard)\w*\b")
"""Sums from a hundred thousand on with pence, and millions: business of this size is not opened by mail."""
_ADDRESS = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,24}\b")
MIN_MENTIONS_TOP = 2_000
"""Characters from the top in which a mail says whom it speaks for."""


def brand_claimed(case: Examined) -> Iterator[Finding]:
    """Say where a lure speaks in a brand's name, yet neither sender nor any link is the brand's."""
    if case.is_list or case.mail.in_reply_to or not case.links or case.brand is not None or case.pages >= MANY_PAGES:
        return
    lures = [theme for theme in themes_in(case.text[:MIN_MENTIONS_TOP]) if theme not in WEAK]
    named = brands.said_in(case.text[:MIN_MENTIONS_TOP]) if lures else []
    owners = {link.owner for link in case.links}
    for brand in named[:1]:
        if (
            under(case.sender_host, brand.domains)
            or owners & brand.domains
            or brands.named_in(case.mail.author.display if case.mail.author else "")
        ):
            continue
        text = (
            f"The mail speaks of {brand.name}, but neither its sender {shown(case.sender_host)} nor any link is theirs."
        )
        yield Finding(
            kind="mail.brand_claimed", statement=text, rests_on=("body", "header:From"), value={"brand": brand.name}
        )


def nothing_asked(case: Examined) -> Iterator[Finding]:
    """Say where there is nothing to fall for: no link, no attachment, no wording of a fraud."""
    strong = [theme for theme in themes_in(case.text) if theme not in WEAK]
    if not case.text or strong or not is_understood(case.text):
        return
    forms = case.mail.html.forms if case.mail.html else ()
    asks = bool(_SUM.search(case.text) or _ADDRESS.search(case.text)) and not case.mail.in_reply_to
    if not asks and not case.links and not case.mail.attachments and not forms:
        text = "The mail has no link and no attachment, and asks for nothing that a fraud asks for."
        yield Finding(kind="mail.nothing_to_act_on", statement=text, rests_on=("body",))
    else:
        text = "Beyond what honest mail is full of, the wording takes up no theme of frauds."
        yield Finding(kind="mail.no_lure", statement=text, rests_on=("body",))
