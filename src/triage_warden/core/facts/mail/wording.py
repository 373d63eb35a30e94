"""What the mail says, by theme, in eight languages."""

from collections.abc import Iterator
from functools import cache
from typing import Final, Protocol, cast

import re2  # type: ignore[import-untyped, unused-ignore]  # publishes no types

from triage_warden.core.facts.mail.examined import Examined
from triage_warden.core.facts.mail.finding import Finding, quoted
from triage_warden.core.facts.mail.lexicon.dutch import DUTCH
from triage_warden.core.facts.mail.lexicon.english import ENGLISH
from triage_warden.core.facts.mail.lexicon.french import FRENCH
from triage_warden.core.facts.mail.lexicon.german import GERMAN
from triage_warden.core.facts.mail.lexicon.italian import ITALIAN
from triage_warden.core.facts.mail.lexicon.japanese import JAPANESE
from triage_warden.core.facts.mail.lexicon.portuguese import PORTUGUESE
from triage_warden.core.facts.mail.lexicon.spanish import SPANISH
from triage_warden.core.facts.mail.lexicon.theme import Lexicon, Theme

LEXICONS: Final[tuple[Lexicon, ...]] = (ENGLISH, GERMAN, FRENCH, SPANISH, PORTUGUESE, ITALIAN, DUTCH, JAPANESE)
WEAK: Final = frozenset({Theme.OFFER, Theme.GREETING, Theme.INVOICE, Theme.DOCUMENT, Theme.URGENCY})
"""Themes that honest mail is full of."""
MAX_REPEATS: Final = 6

_NAMES: Final = {
    Theme.URGENCY: "presses for haste",
    Theme.THREAT: "threatens the loss of an account or access",
    Theme.CREDENTIALS: "asks to confirm an account, identity or credentials",
    Theme.PAYMENT: "speaks of a payment that failed or is due",
    Theme.BANK_CHANGE: "announces changed bank details",
    Theme.GIFT_CARD: "asks for gift cards",
    Theme.ADVANCE_FEE: "promises a fortune in the manner of advance-fee fraud",
    Theme.PRIZE: "promises a prize or reward",
    Theme.EXTORTION: "blackmails",
    Theme.INVOICE: "sends an invoice or order",
    Theme.VOICEMAIL: "announces a voice message or fax",
    Theme.DOCUMENT: "shares a document to open",
    Theme.PARCEL: "speaks of a parcel that waits",
    Theme.CRYPTO: "speaks of a cryptocurrency payout or wallet",
    Theme.GAMBLING: "advertises gambling",
    Theme.TAX: "speaks of taxes, fines or refunds",
    Theme.RENEWAL: "scares with an expired protection or a renewal",
    Theme.STORAGE: "scares with full storage or lost files",
    Theme.MAILBOX: "speaks of upkeep of the mailbox",
    Theme.SECRECY: "asks for secrecy",
    Theme.LOAN: "offers loans or investments",
    Theme.MEDICAL: "offers miracle cures or adult content",
    Theme.ERRAND: "asks for a quick favour as a superior would",
    Theme.OFFER: "makes a mass offer",
    Theme.GREETING: "greets nobody in particular",
}


def wording(case: Examined) -> Iterator[Finding]:
    """Say for each theme whether and how the mail takes it up; a quoted earlier mail's words count as well."""
    for theme, (words, repeats) in themes_in(case.text).items():
        in_subject = words in case.subject
        yield Finding(
            kind=f"mail.says_{theme.value}",
            statement=f"The mail {_NAMES[theme]}: {quoted(words, 70)}.",
            rests_on=("header:Subject",) if in_subject else ("body",),
            value={"words": words[:200], "repeats": repeats, "in_subject": in_subject},
        )


def themes_in(text: str) -> dict[Theme, tuple[str, int]]:
    """Return for each theme the first words of the folded text that take it up, and how many different ones do."""
    raw = text.encode("utf-8", "replace")
    found: dict[Theme, tuple[str, int]] = {}
    for theme, pattern in _patterns().items():
        matches = [match for match, _ in zip(pattern.finditer(raw), range(MAX_REPEATS), strict=False)]
        if matches:
            said = [match.group().decode("utf-8", "replace") for match in matches]
            found[theme] = (said[0], len(set(said)))
    return found


class _Match(Protocol):
    def group(self) -> bytes: ...


class _Pattern(Protocol):
    def finditer(self, text: bytes) -> Iterator[_Match]: ...


@cache
def _patterns() -> dict[Theme, _Pattern]:
    """Compile one expression a theme over UTF-8 bytes: RE2 reads each text once, whatever the number of phrases."""
    options = re2.Options()
    options.max_mem = 64 * 1024 * 1024
    return {theme: cast("_Pattern", re2.compile(_expression(theme), options=options)) for theme in Theme}


def _expression(theme: Theme) -> bytes:
    phrases = [phrase for lexicon in LEXICONS for phrase in lexicon.get(theme, ())]
    western = "|".join(phrase for phrase in phrases if phrase.isascii())
    other = "|".join(phrase for phrase in phrases if not phrase.isascii())
    return "|".join(part for part in (rf"(?:\b(?:{western}))" if western else "", other) if part).encode()
