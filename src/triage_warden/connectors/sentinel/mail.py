"""The parties of mail entities. A mailbox's owner is a user too, so mail alerts meet sign-in alerts."""

from typing import Final

from triage_warden.connector_kit.fields import first_text, text
from triage_warden.connector_kit.observed import Observed
from triage_warden.connectors.sentinel.graph import Graph, Node
from triage_warden.core.observables.model import ObservableType, Role

_OUTWARD: Final = "outbound"


def gather_mail(graph: Graph, seen: Observed) -> None:
    """Take in mailboxes, messages, submissions and clusters; a subject is wording, no observable."""
    for node in graph.of_kind("mailbox"):
        address = text(node, "MailboxPrimaryAddress")
        _owner(address, first_text(node, "Upn") or address, seen)
        directory = text(node, "AadId").lower()
        seen.add(ObservableType.USER, f"aad:{directory}" if directory else "", Role.TARGET)
    for node in graph.of_kind("mailmessage", "submissionmail"):
        _message(node, seen)
    for node in graph.of_kind("mailcluster"):
        seen.mentioned(text(node, "Query"))


def _message(node: Node, seen: Observed) -> None:
    outward = text(node, "AntispamDirection").lower() == _OUTWARD
    sender, recipient = first_text(node, "P2Sender", "Sender", "P1Sender"), text(node, "Recipient")
    if outward:
        _owner(sender, sender, seen)
        seen.add(ObservableType.EMAIL, recipient, Role.DESTINATION)
    else:
        for address in (sender, text(node, "P1Sender"), text(node, "Sender")):
            seen.add(ObservableType.EMAIL, address, Role.ACTOR)
        _owner(recipient, recipient, seen)
    seen.address(first_text(node, "SenderIP", "SenderIp"), Role.SOURCE if outward else Role.ACTOR)


def _owner(address: str, principal: str, seen: Observed) -> None:
    """Take in one of our mailboxes as its address and as its owner, whose principal name is the address by default."""
    seen.add(ObservableType.EMAIL, address, Role.TARGET)
    seen.add(ObservableType.USER, principal.lower() if "@" in principal else "", Role.TARGET)
