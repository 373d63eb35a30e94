"""The themes of fraudulent and unwanted mail."""

from collections.abc import Mapping
from enum import StrEnum


class Theme(StrEnum):
    """What a wording is about."""

    URGENCY = "urgency"
    THREAT = "account_threat"
    CREDENTIALS = "credentials"
    PAYMENT = "payment_problem"
    BANK_CHANGE = "bank_details_change"
    GIFT_CARD = "gift_card"
    ADVANCE_FEE = "advance_fee"
    PRIZE = "prize"
    EXTORTION = "extortion"
    INVOICE = "invoice"
    VOICEMAIL = "voicemail"
    DOCUMENT = "document_share"
    PARCEL = "parcel"
    CRYPTO = "crypto"
    GAMBLING = "gambling"
    TAX = "tax"
    RENEWAL = "renewal_scare"
    STORAGE = "storage_full"
    MAILBOX = "mailbox_upkeep"
    SECRECY = "secrecy"
    LOAN = "loan_or_investment"
    MEDICAL = "medical_offer"
    ERRAND = "errand"
    OFFER = "mass_offer"
    GREETING = "generic_greeting"


Lexicon = Mapping[Theme, tuple[str, ...]]
"""Regular expressions (RE2) over folded text: lower case, no accents, single blanks."""
