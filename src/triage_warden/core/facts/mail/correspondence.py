"""Signs of ordinary mail: threads, lists, newsletters, reports of mail systems; and their imitation."""

import re
from collections.abc import Iterator

from triage_warden.core.facts.mail.examined import Examined
from triage_warden.core.facts.mail.finding import Finding, quoted, shown

MANY_PAGES = 12
LONG_TEXT = 1_500

_REPLY = re.compile(r"^\s*(?:re|aw|sv|vs|antw|rv|res|ref|odp|r)\s*(?:\[\d+\])?\s*[:\uff1a]", re.IGNORECASE)
_QUOTE = re.compile(
    r"(?m)^\s*>|^.{0,120}(?:wrote|writes|schrieb|a écrit|escribió|escreveu|ha scritto|schreef)\s*:"
    r"|^-{2,}\s*(?:original message|"
    r"ursprüngliche nachricht|message d'origine|mensaje original|mensagem original|messaggio originale)|^_{10,}\s*$|"
    r"^(?:from|von|de|da|van)\s*:\s.+\n(?:sent|date|gesendet|envoyé|enviado|data|inviato|verzonden|to)\s*:",
    re.IGNORECASE,
)
_SYSTEM = re.compile(
    r"^(?:mailer-?daemon|postmaster|mail-?daemon|mdaemon|.*mailer-daemon|.*-bounces?|bounces?)@?", re.IGNORECASE
)
_REPORTS = frozenset({"delivery-status", "disposition-notification", "feedback-report"})
_BOUNCE_SUBJECT = re.compile(
    r"undeliver|delivery (?:status notification|failure|has failed|notification|report)|returned mail|"
    r"mail delivery (?:failed|system|subsystem)|"
    r"failure notice|could not be delivered|message (?:delay|undelivered)|returned to sender|non.?deliver|unzustellbar|"
    r"nicht zugestellt|rebote|no entregado|echec de (?:la )?remise|warning: (?:could not send|message)"
    r"|mail system error|delayed mail|"
    r"read(?:ing)? (?:receipt|confirmation)|transient failure|mail failure|nondeliverable"
    r"|address (?:unknown|not found)|delivery error",
)
_AUTOMATIC = re.compile(r"auto-(?:replied|generated|notified)", re.IGNORECASE)


def thread(case: Examined) -> Iterator[Finding]:
    """Say whether it answers an earlier mail, and whether an answer's form is only put on."""
    answers = bool(case.mail.in_reply_to or case.mail.references)
    says_so = bool(_REPLY.match(case.mail.subject))
    quotes = bool(_QUOTE.search(case.mail.visible_text[:20_000]) or _QUOTE.search(case.mail.text[:20_000]))
    if answers and quotes:
        text = "The mail answers an earlier one and quotes it."
        yield Finding(kind="mail.thread_reply", statement=text, rests_on=("header:In-Reply-To", "body"))
    elif says_so and not answers and not quotes and case.mail.sender_ip:
        text = f"The subject {quoted(case.mail.subject, 50)} claims to be an answer, but none is named or quoted."
        yield Finding(kind="mail.false_reply", statement=text, rests_on=("header:Subject",))
    elif quotes:
        yield Finding(kind="mail.quotes_earlier", statement="The mail quotes an earlier one.", rests_on=("body",))


def lists(case: Examined) -> Iterator[Finding]:
    """Say whether it came through a discussion list or carries what honest bulk mailers put in."""
    if case.is_list:
        name = shown(case.mail.header("List-Id") or case.mail.header("Mailing-List"))
        text = f"The mail came through the mailing list {name}."
        yield Finding(kind="mail.mailing_list", statement=text, rests_on=("header:List-Id",))
    elif case.mail.header("List-Unsubscribe"):
        text = "The mail offers to unsubscribe in its headers, as bulk mail must."
        yield Finding(kind="mail.bulk_headers", statement=text, rests_on=("header:List-Unsubscribe",))


def editorial(case: Examined) -> Iterator[Finding]:
    """Say whether it has the make of a newsletter: much to read, and many different pages to go to."""
    length = len(case.mail.visible_text)
    if case.pages >= MANY_PAGES and length >= LONG_TEXT:
        text = f"The mail has much to read ({length} characters) and links to {case.pages} different pages."
        yield Finding(
            kind="mail.many_pages",
            statement=text,
            rests_on=("body",),
            value={"pages": case.pages, "characters": length},
        )


def reports(case: Examined) -> Iterator[Finding]:
    """Say whether a mail system wrote it: a report on a mail that could not be delivered, or an automatic answer."""
    mail = case.mail
    author = mail.author.email if mail.author else mail.header("From").strip(' "<>').lower()
    by_system = mail.null_return_path or bool(_SYSTEM.match(author))
    if mail.report_type in _REPORTS:
        text = f"The mail is a machine-readable {mail.report_type} report of a mail system."
        yield Finding(
            kind="mail.delivery_report",
            statement=text,
            rests_on=("header:Content-Type",),
            value={"type": mail.report_type},
        )
    elif by_system and (_BOUNCE_SUBJECT.search(case.subject) or mail.header("X-Failed-Recipients")):
        text = f"A mail system reports on delivery: {quoted(mail.subject, 60)} from {shown(author)}."
        yield Finding(kind="mail.delivery_notice", statement=text, rests_on=("header:From", "header:Subject"))
    elif _AUTOMATIC.search(mail.header("Auto-Submitted")):
        text = "The mail says that a machine wrote it by itself (Auto-Submitted)."
        yield Finding(kind="mail.automatic", statement=text, rests_on=("header:Auto-Submitted",))
