"""What the wording and the make of a mail's body are worth."""

from typing import Final

from triage_warden.core.assessment.model import Category
from triage_warden.core.assessment.weights.model import Weight

_PHISH: Final = {Category.PHISHING: 1.0}
_SPAM: Final = {Category.SPAM: 1.0}
_SCAM: Final = {Category.SPAM: 0.5, Category.PHISHING: 0.5}
_BEC: Final = {Category.BEC: 1.0}


def _said(log_odds: float, why: str, group: str, limit: float, category: dict[Category, float]) -> Weight:  # noqa: PLR0917  # the table's own columns
    """A wording; with a limit each different phrase of the theme counts: one slips into honest mail, four do not."""
    scaled = limit > 0
    return Weight(
        log_odds=log_odds, why=why, group=group, category=category, per="repeats" if scaled else None, limit=limit
    )


def _lure(log_odds: float, why: str, category: dict[Category, float] = _PHISH, *, limit: float = 0.0) -> Weight:
    return _said(log_odds, why, "lure", limit, category)


def _ask(log_odds: float, why: str, category: dict[Category, float] = _PHISH, *, limit: float = 0.0) -> Weight:
    return _said(log_odds, why, "request", limit, category)


def _manner(log_odds: float, why: str, *, limit: float = 0.0) -> Weight:
    return _said(log_odds, why, "manner", limit, {})


def _body(log_odds: float, why: str, group: str = "concealment") -> Weight:
    return Weight(log_odds=log_odds, why=why, group=group, techniques=("T1027",) if group == "concealment" else ())


WEIGHTS: Final[dict[str, Weight]] = {
    "mail.says_account_threat": _ask(
        0.9, "Fear of losing an account is the commonest lever; services warn, too.", limit=1.8
    ),
    "mail.says_credentials": _ask(0.8, "Honest services seldom ask by mail to confirm anything; some do.", limit=1.6),
    "mail.says_payment_problem": _ask(0.6, "Failed payments are a common pretext and a common fact.", limit=1.2),
    "mail.says_bank_details_change": _ask(1.6, "Changed bank details by mail are the classic of payment fraud.", _BEC),
    "mail.says_gift_card": _ask(1.7, "No business pays in gift cards.", _BEC),
    "mail.says_errand": _ask(0.9, "A superior in a hurry who cannot talk is a role played often.", _BEC),
    "mail.says_mailbox_upkeep": _ask(0.7, "Mail systems do not ask their users to upkeep them by a link.", limit=1.4),
    "mail.says_advance_fee": _lure(
        0.7,
        "Fortunes of strangers exist in fraud only; news and novels tell of them.",
        {Category.BEC: 0.2, Category.SPAM: 0.4, Category.PHISHING: 0.6},
        limit=2.8,
    ),
    "mail.says_extortion": _lure(
        1.2, "Blackmail states its terms.", {Category.SPAM: 0.5, Category.PHISHING: 0.5}, limit=3.2
    ),
    "mail.says_prize": _lure(0.8, "Nobody wins what they did not enter; shops give bonuses, too.", _SCAM, limit=1.6),
    "mail.says_parcel": _lure(0.6, "Waiting parcels are a common pretext and a common fact.", limit=1.2),
    "mail.says_tax": _lure(0.6, "Tax offices write letters; their refunds are a pretext.", limit=1.2),
    "mail.says_crypto": _lure(0.7, "Payouts of coins nobody bought.", _SCAM, limit=1.4),
    "mail.says_renewal_scare": _lure(0.6, "Expired protection sells fear; subscriptions do end.", limit=1.2),
    "mail.says_storage_full": _lure(0.7, "Full clouds are a common pretext; clouds do fill.", limit=1.4),
    "mail.says_gambling": _lure(1.3, "Unasked-for casino mail is spam at best.", _SPAM, limit=1.8),
    "mail.says_medical_offer": _lure(0.9, "Miracle cures by mail are spam at best.", _SPAM, limit=1.8),
    "mail.says_loan_or_investment": _lure(0.6, "Unasked-for loans and returns are mostly fraud.", _SCAM, limit=1.5),
    "mail.says_voicemail": _lure(0.8, "Voice messages to be fetched by a link are a common pretext."),
    "mail.says_invoice": _lure(0.3, "Invoices are what business mail is made of."),
    "mail.says_document_share": _lure(0.4, "Documents are shared all day; a pretext as well."),
    "mail.says_urgency": _manner(0.4, "Haste keeps from thinking; offers end, too.", limit=0.8),
    "mail.says_secrecy": _manner(0.7, "Who must not ask anybody cannot find out."),
    "mail.says_generic_greeting": _manner(0.5, "Who has an account with somebody is known by name."),
    "mail.says_mass_offer": _manner(0.2, "Advertising, asked for or not."),
    "mail.password_form": _body(2.4, "No service lets passwords be typed into a mail.", "page"),
    "mail.form_in_body": _body(0.2, "Old newsletters hold search boxes and polls.", "page"),
    "mail.script_in_body": _body(0.4, "Mail programs run none; careless templates leave some in.", "page"),
    "mail.html_smuggling": _body(3.2, "A mail that builds a file in the browser evades every gateway."),
    "mail.mixed_script_text": _body(1.8, "Letters of two scripts in one word are there to get past filters."),
    "mail.words_split_invisibly": _body(1.8, "Invisible letters inside words are there to get past filters."),
    "mail.hidden_text": _body(0.9, "Text for machines only poisons filters; some templates hide much."),
    "mail.picture_for_text": _body(0.9, "A picture cannot be read by filters; banners are pictures, too."),
    "mail.bare_link": _body(0.7, "A link without a word around it asks for a blind click."),
    "mail.versions_disagree": _body(0.8, "Two different texts in one mail: one is for the filter."),
}
