"""All facts about a mail together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.mails import ALERT_REF, NOON, PASSES, a_mail, a_zip, facts_of, kinds
from triage_warden.core.facts.mail.facts import LOOKS, SOURCE
from triage_warden.core.facts.mail.model import Mail

TRAP = "<p>Your account has been suspended. <a href='http://203.0.113.7/x'>Verify your account</a></p>"


def test_each_fact_rests_on_the_alert_and_on_a_part_of_the_mail() -> None:
    """The evidence can be looked up."""
    facts = facts_of(a_mail(None, html=TRAP))
    assert facts
    for fact in facts:
        assert fact.rests_on[0] == ALERT_REF
        assert len(fact.rests_on) > 1
        assert fact.source == SOURCE
        assert fact.observed_at == NOON


def test_finding_out_twice_is_one_fact() -> None:
    """Ids are derived from what is said."""
    assert [fact.id for fact in facts_of(a_mail(None, html=TRAP))] == [
        fact.id for fact in facts_of(a_mail(None, html=TRAP))
    ]


def test_a_mail_with_nothing_disguised_is_said_to_be_so() -> None:
    """And one with a trap in it is not."""
    assert "mail.nothing_disguised" in kinds(a_mail("Lunch?", results=PASSES.format("example.com")))
    assert "mail.nothing_disguised" not in kinds(a_mail(None, html=TRAP))
    attached = (("a.zip", "application/zip", a_zip(("x.exe", b"MZ"))),)
    assert "mail.nothing_disguised" not in kinds(a_mail("Lunch?", attachments=attached))


def test_an_empty_mail_has_facts() -> None:
    """No look fails where there is nothing to see."""
    assert {fact.kind for fact in facts_of(Mail())} == {"mail.authentication_absent", "mail.sender_missing"}
    assert len(LOOKS) == len(set(LOOKS))


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=120),
    st.text(alphabet=st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=60),
)
def test_statements_are_plain_sentences_whatever_the_mail_says(body: str, subject: str) -> None:
    """No markup, no control characters, capped, ending in a full stop."""
    html = f"<a href='http://203.0.113.7/{body}'>{body}</a> verify your account {body}"
    for fact in facts_of(a_mail(None, html=html.replace("\ud800", ""), subject=subject or "x")):
        assert fact.statement.endswith((".", ". "))
        assert fact.statement.isprintable()
        assert not set(fact.statement) & set("<>\n\r")
        assert len(fact.statement) < 500
