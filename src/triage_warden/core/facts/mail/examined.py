"""A mail with what every look at it needs, worked out once."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from triage_warden.core.facts.mail import brands
from triage_warden.core.facts.mail.brands import Brand
from triage_warden.core.facts.mail.folding import folded
from triage_warden.core.facts.mail.hosting import FREE_MAIL
from triage_warden.core.facts.mail.model import Authentication, AuthResult, Link, LinkKind, Mail
from triage_warden.core.facts.mail.naming import host_of, organisation, same_organisation

MAX_TEXT = 20_000
"""Characters of the visible text that are searched for wording: a lure stands at the top."""

_WEB = ("http:", "https:", "ftp:", "//", "www.")


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link that leads to a host."""

    link: Link
    url: str
    host: str
    owner: str
    """The registered domain; empty for addresses and names that nobody can register."""


@dataclass(frozen=True, slots=True)
class Examined:
    """The mail, its words folded, its links cut up, who it says and who it is proved to be from."""

    mail: Mail
    subject: str
    text: str
    """Subject and visible text, folded; one blank between words."""
    links: tuple[WebLink, ...]
    """Links that a reader can follow, attachments' own left out."""
    sender_host: str
    sender: str
    """The registered domain that the From header names."""
    proven: str
    """What proves the sender's domain, in words; empty where the boundary says nothing or it is not proved."""
    brand: Brand | None
    """The brand that the sender's domain belongs to."""

    @property
    def free_mail(self) -> bool:
        """The sender writes from a mailbox that anybody can open."""
        return self.sender in FREE_MAIL

    @property
    def is_list(self) -> bool:
        """It came through a mailing list that people write to."""
        return bool(self.mail.header("List-Id") and self.mail.header("List-Post")) or bool(
            self.mail.header("Mailing-List") or self.mail.header("X-Mailman-Version")
        )

    @property
    def pages(self) -> int:
        """How many different pages the links lead to: a trap has one way in, a newsletter many."""
        return len({link.url.partition("#")[0] for link in self.links if link.link.kind is not LinkKind.IMAGE})

    def of_sender(self, host: str) -> bool:
        """Tell whether a host belongs to who the sender says it is: the same registered domain or the same brand."""
        if same_organisation(host, self.sender_host):
            return True
        return organisation(host) in brands.family(self.sender)


def examined(mail: Mail) -> Examined:
    """Return the mail with what is worked out of it."""
    host = mail.author.domain if mail.author else ""
    sender = organisation(host)
    return Examined(
        mail=mail,
        subject=folded(mail.subject),
        text=folded(f"{mail.subject}\n{mail.visible_text[:MAX_TEXT]}"),
        links=tuple(found for link in mail.links if (found := _web(link))),
        sender_host=host,
        sender=sender,
        proven=_proof(mail, sender),
        brand=brands.owner_of(sender),
    )


def trusted_results(mail: Mail) -> dict[str, list[AuthResult]]:
    """Return the boundary's results by method."""
    results: dict[str, list[AuthResult]] = {}
    for each in mail.authentication:
        for result in each.results if each.trusted else ():
            results.setdefault(result.method, []).append(result)
    return results


def boundary_of(mail: Mail) -> Authentication | None:
    """Return the boundary's first results header."""
    return next((each for each in mail.authentication if each.trusted), None)


def _proof(mail: Mail, sender: str) -> str:
    """Say what ties the From domain to the mail: DMARC, or an aligned DKIM or SPF pass (RFC 7489 §3.1)."""
    results = trusted_results(mail)
    if not sender:
        return ""
    if any(each.result == "pass" for each in results.get("dmarc", ())):
        return "DMARC passes"
    for method, names in (("dkim", ("header.d", "header.i")), ("spf", ("smtp.mailfrom",))):
        for each in results.get(method, ()):
            signer = next((each.properties[name] for name in names if each.properties.get(name)), "")
            if each.result == "pass" and organisation(signer.rpartition("@")[2]) == sender:
                return f"{method.upper()} passes for {sender}"
    return next(
        (
            f"the signature of {each.domain} holds"
            for each in mail.dkim
            if each.signature == "holds" and organisation(each.domain) == sender
        ),
        "",
    )


def _web(link: Link) -> WebLink | None:
    if link.kind is LinkKind.ATTACHMENT:
        return None
    target = link.target.strip()
    if not target.lower().startswith(_WEB):
        return None
    url = (
        f"http:{target}" if target.startswith("//") else f"http://{target}" if target[:4].lower() == "www." else target
    )
    host = host_of(url.replace("\\", "/"))
    return WebLink(link=link, url=url, host=host, owner=organisation(host)) if host else None


def parameters(url: str) -> str:
    """Return what stands after the host: path, query and fragment."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}#{parts.fragment}"
