from triage_warden.connector_kit.observed import Observed
from triage_warden.connectors.sentinel.graph import Graph
from triage_warden.connectors.sentinel.mail import gather_mail


def seen_in(*entities: object) -> set[str]:
    """Return the observables of these mail entities."""
    seen = Observed()
    gather_mail(Graph.of(list(entities)), seen)
    return {f"{each.role} {each.type} {each.value}" for each in seen.all()}


def test_a_mailbox_is_an_address_and_a_user() -> None:
    """So a mail alert meets a sign-in alert of the same person."""
    found = seen_in({"Type": "mailbox", "MailboxPrimaryAddress": "B@example.com", "Upn": "", "AadId": "ABC"})
    assert {"target user b@example.com", "target user aad:abc"} <= found
    assert any(each.startswith("target email") for each in found)


MESSAGE = {
    "Type": "mailMessage",
    "P2Sender": "out@example.net",
    "Recipient": "in@example.com",
    "SenderIP": "203.0.113.8",
}


def test_a_message_that_came_in_has_a_foreign_sender() -> None:
    """The recipient is ours."""
    found = seen_in(MESSAGE | {"AntispamDirection": "Inbound"})
    assert {"actor email out@example.net", "target email in@example.com", "target user in@example.com"} <= found
    assert "actor ipv4 203.0.113.8" in found


def test_a_message_that_went_out_has_a_sender_of_ours() -> None:
    """And the recipient is a stranger."""
    found = seen_in(MESSAGE | {"AntispamDirection": "Outbound"})
    assert {"target user out@example.net", "destination email in@example.com", "source ipv4 203.0.113.8"} <= found


def test_subjects_are_no_observables() -> None:
    """They are wording."""
    assert not any("invoice" in each for each in seen_in(MESSAGE | {"Subject": "invoice.example.org"}))
