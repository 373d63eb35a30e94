"""What facts about mails are worth.

Scale: +0.7 doubles the odds, +2.3 makes them tenfold. A reported mail starts at `prior.PRIOR[MAIL]`, one in four.
Weights are set by what the evidence is worth to an analyst on its own; what says much the same thing is one group.
"""

# ruff: noqa: E501  # a reason stays in one piece

from typing import Final

from triage_warden.core.assessment.model import Category
from triage_warden.core.assessment.weights import mail_attachments, mail_content
from triage_warden.core.assessment.weights.model import Weight

_PHISH: Final = {Category.PHISHING: 1.0}
_FRAUD: Final = {Category.PHISHING: 0.6, Category.BEC: 0.6}
_LINK: Final = ("T1566.002",)
_POSING: Final = ("T1656",)


def _authentication(log_odds: float, why: str) -> Weight:
    return Weight(log_odds=log_odds, why=why, group="authentication", category=_PHISH if log_odds > 0 else {})


def _identity(log_odds: float, why: str, *, category: dict[Category, float] | None = None) -> Weight:
    return Weight(log_odds=log_odds, why=why, group="identity", category=category or _PHISH, techniques=_POSING)


def _trait(log_odds: float, why: str, group: str = "sender_trait") -> Weight:
    return Weight(log_odds=log_odds, why=why, group=group)


def _link(log_odds: float, why: str, group: str = "link_form") -> Weight:
    return Weight(log_odds=log_odds, why=why, group=group, category=_PHISH, techniques=_LINK)


def _ordinary(log_odds: float, why: str, group: str = "ordinary") -> Weight:
    return Weight(log_odds=log_odds, why=why, group=group, category={Category.OTHER: 1.0})


_SENDER: Final[dict[str, Weight]] = {
    "mail.dmarc_fail": _authentication(
        1.6, "The domain's owner says mail like this is not theirs; honest failures come through forwarders."
    ),
    "mail.dmarc_fail_indirect": _authentication(0.2, "Lists and forwarders break DMARC every day."),
    "mail.spf_fail": _authentication(
        0.9, "The envelope's domain names its servers, and this is none of them; plain forwarding does that, too."
    ),
    "mail.spf_softfail": _authentication(0.4, "The owner doubts it but does not refuse it."),
    "mail.dkim_fail": _authentication(0.4, "Gateways that add a footer break signatures as often as forgers do."),
    "mail.dkim_forged": _authentication(0.8, "The signature does not hold against the published key."),
    "mail.unauthenticated": _authentication(1.1, "Today hardly any honest sender has neither SPF, DKIM nor DMARC."),
    "mail.authenticated_for_another": _authentication(
        0.7, "It is proved to be from somebody else than it says; careless bulk senders do it, too."
    ),
    "mail.compauth_fail": _authentication(0.8, "Microsoft sees the sender's history and judges it forged."),
    "mail.dmarc_pass_aligned": _authentication(
        -0.3, "The domain is no forgery; whose domain it is remains open, attackers authenticate their own."
    ),
    "mail.dkim_verified": _authentication(-0.2, "The signer is who it says; says nothing about intent."),
    "mail.arc_pass": _authentication(-0.2, "A forwarder that is trusted vouches for what it received."),
    "mail.display_name_other_address": _identity(
        1.9, "Phones show only the name, so a false address there deceives.", category=_FRAUD
    ),
    "mail.display_name_brand": _identity(
        2.3, "A brand writes from its own domain; somebody who borrows its name poses as it."
    ),
    "mail.lookalike_sender_confusable": _identity(
        3.2, "A domain that reads like a brand's is registered for nothing else.", category=_FRAUD
    ),
    "mail.lookalike_sender_typo": _identity(
        2.2, "One letter off a known name is mostly squatting, sometimes a namesake.", category=_FRAUD
    ),
    "mail.lookalike_sender_part": _identity(
        1.9, "A brand's name with a service word attached is the usual trap; resellers do it, too."
    ),
    "mail.lookalike_sender_subdomain": _identity(2.4, "Nobody needs another's whole domain in front of their own."),
    "mail.lookalike_sender_prefix": _identity(
        0.7, "A brand's name as a subdomain is often just a service the company runs."
    ),
    "mail.brand_claimed": _identity(
        0.9, "A lure in a brand's name with nothing of the brand in it; reviews and resellers mention brands, too."
    ),
    "mail.sender_is_recipient": _identity(
        1.3, "People rarely write to themselves from outside; extortion does to frighten."
    ),
    "mail.reply_to_freemail": _identity(
        1.4, "Answers drawn to a throw-away mailbox are how payment fraud keeps talking.", category={Category.BEC: 1.0}
    ),
    "mail.contact_freemail": _identity(
        0.8,
        "A private mailbox to write to, in a mail from somewhere else, is how advance-fee fraud talks.",
        category=_FRAUD,
    ),
    "mail.blind_copies_from_freemail": _trait(
        0.8, "Who writes to friends names them; who writes to many strangers hides them."
    ),
    "mail.reply_to_other": _identity(0.3, "Mailing services answer elsewhere all the time."),
    "mail.sender_domain_impossible": _identity(
        2.4, "No honest mail server lets a domain out that cannot receive an answer."
    ),
    "mail.mixed_script_name": _identity(2.4, "Letters of two scripts in one word are there to get past filters."),
    "mail.template_placeholder": _trait(1.3, "Bulk fraud is sloppy with its templates; honest mailers test theirs."),
    "mail.sender_missing": _trait(0.6, "Mail programs always name a sender."),
    "mail.from_several": _trait(1.2, "Several authors in From is legal and practically unused but to confuse."),
    "mail.sender_on_platform": _trait(
        1.1, "A company with customers has a domain; throw-away projects use the platform's."
    ),
    "mail.sender_cheap_suffix": _trait(0.7, "Throw-away names live there; so do some honest ones."),
    "mail.sender_random": _trait(0.4, "Generated names are cheap; bounce-tracking addresses look alike."),
    "mail.display_name_ornament": _trait(
        0.8, "Symbols in the sender's name are there to catch the eye or dodge filters."
    ),
    "mail.subject_ornament": _trait(0.3, "Newsletters decorate subjects, too."),
    "mail.false_reply": _trait(0.6, "A thread that never was borrows trust."),
}

_LINKS: Final[dict[str, Weight]] = {
    "mail.lookalike_link_confusable": _link(
        3.2, "A link's domain that reads like a brand's is registered for nothing else.", "link_identity"
    ),
    "mail.lookalike_link_typo": _link(
        2.0, "One letter off a known name is mostly squatting, sometimes a namesake.", "link_identity"
    ),
    "mail.lookalike_link_part": _link(
        1.8, "A brand's name with a service word attached is the usual trap; resellers do it, too.", "link_identity"
    ),
    "mail.lookalike_link_subdomain": _link(
        2.4, "A whole foreign domain in front of one's own is meant for the narrow address bar.", "link_identity"
    ),
    "mail.lookalike_link_prefix": _link(0.3, "Companies name hosts after the services on them.", "link_identity"),
    "mail.link_text_differs": _link(1.8, "The reader is shown one place and taken to another.", "link_identity"),
    "mail.link_text_tracked": _link(0.1, "Bulk mailers count clicks that way.", "link_identity"),
    "mail.link_active_scheme": _link(1.8, "A link in a mail has no honest reason to run anything."),
    "mail.link_address_literal": _link(1.7, "Who has customers has a name; bare addresses are throw-away hosts."),
    "mail.link_address_literal_in_text": _link(0.5, "In plain text, technical people write addresses."),
    "mail.link_userinfo": _link(1.8, "What stands before an @ is there to be mistaken for the destination."),
    "mail.link_unusual_port": _link(0.7, "Public sites live on the usual ports; test servers and lists do not."),
    "mail.link_punycode": _link(0.8, "Honest international names exist, traps among them stand out."),
    "mail.link_many_subdomains": _link(0.6, "Long names hide their end on a phone."),
    "mail.link_open_redirect": _link(
        0.6, "A detour over somebody's good name hides the destination; advertisers do it, too."
    ),
    "mail.link_ipfs": _link(
        2.0, "Hardly any business mail links to IPFS; kits do because nobody takes them down.", "link_place"
    ),
    "mail.link_object_storage": _link(
        1.4, "A bucket as a landing page is free and anonymous; honest mail uses it for files.", "link_place"
    ),
    "mail.link_site_builder": _link(
        1.2, "Free sites serve as landing pages; hobbyists use them as well.", "link_place"
    ),
    "mail.link_site_builder_in_text": _link(0.3, "In plain text, people show each other their pages.", "link_place"),
    "mail.link_form_service": _link(
        0.8, "Passwords are collected with free forms; so are honest answers.", "link_place"
    ),
    "mail.link_form_service_in_text": _link(0.3, "In plain text, colleagues send each other polls.", "link_place"),
    "mail.link_shortener": _link(
        0.9, "A company links to its own site; a short link hides the destination.", "link_place"
    ),
    "mail.link_shortener_in_text": _link(0.3, "In plain text, people shorten long addresses.", "link_place"),
    "mail.link_cheap_suffix": _link(0.7, "Throw-away names live there; so do some honest ones.", "link_place"),
    "mail.link_random_host": _link(0.3, "Generated names are cheap; delivery networks use them, too.", "link_place"),
    "mail.recipient_in_link": _link(1.2, "Kits greet their victim by the address they carry out of sight."),
    "mail.recipient_in_query": _link(0.3, "Mailers put the subscriber's address into links, kits the victim's."),
    "mail.links_none_sender_domain": _link(
        0.2, "Mailing services link over their own domains, traps always do.", "link_target"
    ),
    "mail.links_one_target": _link(0.6, "A mail that is one single button wants just that click.", "link_target"),
    "mail.links_all_sender_domain": _ordinary(-0.4, "Who only links home gains nothing from a forged sender.", "home"),
}

_BENIGN: Final[dict[str, Weight]] = {
    "mail.genuine_brand": _ordinary(
        -3.0, "Proved to be the brand itself; what remains is abuse of its own service.", "genuine"
    ),
    "mail.genuine_brand_links": _ordinary(-2.0, "And it leads nowhere but to the brand.", "genuine"),
    "mail.thread_reply": _ordinary(
        -1.6, "An answer that quotes what was written; hijacked threads are the rare exception."
    ),
    "mail.quotes_earlier": _ordinary(-0.5, "Conversation quotes; anybody can type a quotation."),
    "mail.mailing_list": _ordinary(-1.3, "Lists have subscribers and moderators."),
    "mail.many_pages": _ordinary(-0.8, "A trap has one way in; who links to many pages has something to read."),
    "mail.bulk_headers": _ordinary(-0.2, "Mailers that can be unsubscribed from; spammers copy the header."),
    "mail.automatic": _ordinary(-0.4, "Machines say so; nothing keeps a forger from it."),
    "mail.delivery_report": _ordinary(
        -4.0, "A machine-readable report of a mail system asks nothing of anybody.", "system"
    ),
    "mail.delivery_notice": _ordinary(
        -3.0, "Mail systems tell of failures in these words; forged ones carry links.", "system"
    ),
    "mail.nothing_disguised": _ordinary(
        -0.7, "Fraud has to disguise something; here every part is what it seems.", "undisguised"
    ),
    "mail.nothing_to_act_on": _ordinary(
        -1.9, "Without a link, a file or a request there is nothing to fall for.", "harmless"
    ),
    "mail.no_lure": _ordinary(
        -0.9, "Frauds have to ask for something; this takes up none of their themes.", "harmless"
    ),
}

WEIGHTS: Final[dict[str, Weight]] = {**_SENDER, **_LINKS, **_BENIGN, **mail_content.WEIGHTS, **mail_attachments.WEIGHTS}

INFORMATIVE: Final = frozenset(
    {
        "mail.authentication_absent",
        "mail.authentication_untrusted",
        "mail.dkim_body_changed",
    },
)
"""Said to the analyst, worth nothing: missing results are an archive's or a gateway's doing, and lists change bodies."""
