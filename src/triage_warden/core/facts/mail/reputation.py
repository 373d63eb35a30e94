"""Evidence that it is what it says: a known brand's mail that is proved to be the brand's."""

from collections.abc import Iterator

from triage_warden.core.facts.mail import brands
from triage_warden.core.facts.mail.examined import Examined
from triage_warden.core.facts.mail.finding import Finding, shown
from triage_warden.core.facts.mail.hosting import FREE_MAIL, under
from triage_warden.core.facts.mail.model import LinkKind
from triage_warden.core.facts.mail.sender import claimed_name


def genuine_brand(case: Examined) -> Iterator[Finding]:
    """Say where the boundary proves the From domain and that domain is a known brand's own."""
    brand = case.brand
    if brand is None or not case.proven or case.sender in FREE_MAIL or _poses_as_another(case):
        return
    rests_on = ("header:Authentication-Results", "header:From")
    text = f"The mail is proved to be from {shown(case.sender_host)}, a domain of {brand.name}: {case.proven}."
    yield Finding(
        kind="mail.genuine_brand", statement=text, rests_on=rests_on, value={"brand": brand.name, "domain": case.sender}
    )
    followed = [link for link in case.links if link.link.kind is not LinkKind.IMAGE and link.owner]
    if followed and all(case.of_sender(link.host) for link in followed):
        text = f"Every link leads to a domain of {brand.name} ({len(followed)} in all)."
        yield Finding(
            kind="mail.genuine_brand_links",
            statement=text,
            rests_on=tuple(f"link:{each.link.position}" for each in followed[:5]),
        )


def _poses_as_another(case: Examined) -> bool:
    """Tell whether a brand's own, abused mail system writes in the name of another brand."""
    named = brands.named_in(claimed_name(case))
    return named is not None and not under(case.sender_host, named.domains)
