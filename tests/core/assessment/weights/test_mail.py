"""What facts about mails are worth."""

# ruff: noqa: E501  # payloads stay in one piece

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import triage_warden.core.facts.mail
from kit.alerts import a_stored_alert, an_alert
from kit.mails import FAILS, NOON, NOTHING, PASSES, a_mail, a_zip, facts_of, raw_mail, real_mails
from triage_warden.connectors.mail.reader import read_mail
from triage_warden.core.alerts.attributes import MEDIA_TYPE
from triage_warden.core.alerts.errors import CannotParse
from triage_warden.core.assessment.model import Assessment, Category, Verdict
from triage_warden.core.assessment.rules_analyst import assess
from triage_warden.core.assessment.view import IncidentView
from triage_warden.core.assessment.weigh import diminished
from triage_warden.core.assessment.weights.mail import INFORMATIVE, WEIGHTS
from triage_warden.core.facts.mail.facts import mail_facts
from triage_warden.core.facts.mail.lexicon.theme import Theme
from triage_warden.core.facts.mail.model import Mail

WAYS = ("confusable", "typo", "part", "subdomain", "prefix")
BAD = (
    ("a.exe", "application/octet-stream", b"MZ"),
    ("a.zip", "application/zip", a_zip(("x.pdf.js", b"x"))),
    ("a.zip", "application/zip", a_zip(("x", b""), encrypted=True)),
    ("a.html", "text/html", b"<form action=https://trap.net><input type=password></form>"),
    ("a.iso", "application/octet-stream", b"x"),
)
TEXTS = (
    "Lunch at noon?",
    "Your account has been suspended. Verify your account: https://trap.top/x",
    "On Monday Kim wrote:\n> shall we?\nYes.",
    "See https://shop.com/a and https://shop.com/b",
    "Password: 4711",
)


def _assessed(mail: Mail) -> Assessment:
    alert = an_alert(source="mail", attributes={MEDIA_TYPE: "message/rfc822"})
    stored = a_stored_alert(1, alert)
    facts = mail_facts(mail, alert_ref=f"alert:{stored.id}", observed_at=NOON)
    return assess(IncidentView(alerts=(stored,)), facts, at=NOON)


def _sum(mail: Mail) -> float:
    return sum(each.weight for each in diminished(facts_of(mail), WEIGHTS))


def _kinds_in_source() -> set[str]:
    """Return every fact kind that the code spells out, those put together from parts filled in."""
    found: set[str] = set()
    for path in Path(triage_warden.core.facts.mail.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node.value.startswith("mail.")
                and " " not in node.value
            ):
                found.add(node.value)
    return found


def test_every_kind_is_weighed_or_named_as_worth_nothing() -> None:
    """A fact that nobody weighed is a fact lost."""
    composed = {f"mail.says_{theme}" for theme in Theme} | {
        f"mail.lookalike_{what}_{way}" for what in ("sender", "link") for way in WAYS
    }
    composed |= {"mail.spf_fail", "mail.spf_softfail", "mail.link_address_literal", "mail.link_address_literal_in_text"}
    composed |= {f"mail.link_{place}_in_text" for place in ("site_builder", "shortener", "form_service")}
    stems = {"mail.", "mail.says_", "mail.lookalike_sender_", "mail.lookalike_link_", "mail.spf_"}
    named = {kind for kind in _kinds_in_source() - stems if not kind.endswith("_")} | composed
    known = set(WEIGHTS) | INFORMATIVE
    assert named - known - {"mail.link_address_literal"} == set()
    assert known - named == set()
    assert not set(WEIGHTS) & INFORMATIVE


@pytest.mark.parametrize("kind", sorted(WEIGHTS))
def test_every_weight_says_why_and_is_of_sane_size(kind: str) -> None:
    """No single fact decides beyond doubt; every one moves something."""
    weight = WEIGHTS[kind]
    assert weight.why.endswith(".")
    assert weight.group
    assert 0 < abs(weight.log_odds) <= 4
    assert weight.per is None or weight.limit >= abs(weight.log_odds)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(TEXTS),
    st.sampled_from(BAD),
    st.sampled_from([None, PASSES.format("shop.com"), NOTHING.format("shop.com")]),
)
def test_a_bad_attachment_never_lowers_the_sum(text: str, bad: tuple[str, str, bytes], results: str | None) -> None:
    """Whatever else the mail is."""
    plain = read_mail(raw_mail(text, sender="sam@shop.com", results=results))
    loaded = read_mail(raw_mail(text, sender="sam@shop.com", results=results, attachments=(bad,)))
    assert _sum(loaded) > _sum(plain)


@pytest.mark.parametrize(
    ("mail", "category"),
    [
        (a_mail(None, html="<p>Your PayPal account has been limited. <a href='https://paypal-secure.top/x'>Verify your account</a></p>",
                sender="PayPal <a@paypal-secure.top>", results=PASSES.format("paypal-secure.top")), Category.PHISHING),
        (a_mail("Please find attached the invoice.", sender="a@shop.com", results=NOTHING.format("shop.com"), attachments=BAD[1:2]), Category.MALWARE_DELIVERY),
        (a_mail("Are you at your desk? I need you to purchase gift cards for a client, keep this confidential.", subject="Quick task",
                sender="The Director <ceo@gmail.com>", headers=(("Reply-To", "other@outlook.com"),), results=PASSES.format("gmail.com")), Category.BEC),
        (a_mail("I am Barrister X. My late client left the sum of 8.5 million dollars and no next of kin. Contact me with your account.",
                sender="a@gmail.com", to="undisclosed-recipients:;", results=PASSES.format("gmail.com")), None),
        (a_mail("I hacked your device and recorded a video of you. Send 900 USD in bitcoin to my bitcoin wallet within 48 hours.",
                sender="kim@corp.com", to="kim@corp.com", results=FAILS.format("corp.com")), None),
    ],
    ids=["brand phishing", "malware", "bec", "advance fee", "extortion"],
)  # fmt: skip
def test_what_an_analyst_would_call_an_attack_is_called_one(mail: Mail, category: Category | None) -> None:
    """The usual five."""
    assessment = _assessed(mail)
    assert assessment.verdict is Verdict.MALICIOUS
    assert category is None or assessment.category is category


@pytest.mark.parametrize(
    "mail",
    [
        a_mail("We received your payment of $12. Receipt: https://www.paypal.com/activity", subject="Receipt for your payment",
               sender="PayPal <service@paypal.com>", results=PASSES.format("paypal.com")),
        a_mail("Someone asked to reset your password. Reset it within 24 hours: https://github.com/password_reset/x",
               subject="[GitHub] Please reset your password", sender="GitHub <noreply@github.com>", results=PASSES.format("github.com")),
        a_mail("Unusual sign-in activity. Please review your account: https://account.microsoft.com/activity",
               subject="Microsoft account unusual sign-in activity", sender="Microsoft account team <account-security@microsoft.com>",
               results=PASSES.format("microsoft.com")),
        a_mail("Your statement is ready. Log in at https://www.smallbank.com/ to see it.", subject="Statement",
               sender="Small Bank <info@smallbank.com>", results=PASSES.format("smallbank.com")),
        a_mail("Yes.\n\nOn Monday Kim wrote:\n> shall we?\n", subject="Re: lunch", headers=(("In-Reply-To", "<0@x>"),)),
        a_mail("[PATCH 1/2] fix the overflow\n\nSigned-off-by: Sam\n---\n drivers/x.c | 2 +-\n", subject="[PATCH 1/2] fix"),
        a_mail("Lunch at noon?", sender="sam@gmail.com", results=PASSES.format("gmail.com")),
    ],
    ids=["receipt", "password reset", "sign-in alert", "statement", "answer", "patch", "lunch"],
)  # fmt: skip
def test_what_is_ordinary_raises_no_alarm(mail: Mail) -> None:
    """Genuine brand mail, a bank nobody knows, people."""
    assert _assessed(mail).verdict in {Verdict.BENIGN, Verdict.INCONCLUSIVE}


@pytest.mark.real_data
def test_real_mails_come_out_by_and_large_right() -> None:
    """No tuning target (the corpora give themselves away): a floor under which something broke."""
    alarmed = {"ham": 0, "attack": 0}
    totals = {"ham": 0, "attack": 0}
    for path in real_mails("mail"):
        label = "ham" if path.name.startswith("ham") else "attack"
        totals[label] += 1
        try:
            verdict = _assessed(read_mail(path.read_bytes())).verdict
        except CannotParse:
            continue
        alarmed[label] += verdict in {Verdict.MALICIOUS, Verdict.SUSPICIOUS}
    assert alarmed["attack"] >= 0.9 * totals["attack"]
    assert alarmed["ham"] <= 0.1 * totals["ham"]
