"""What a mail shows of observables, and in which role."""

import ipaddress
from collections.abc import Iterator

from triage_warden.core.facts.mail.examined import Examined, examined
from triage_warden.core.facts.mail.model import Mail
from triage_warden.core.facts.mail.naming import is_address
from triage_warden.core.observables.classify import observable
from triage_warden.core.observables.model import Observable, ObservableType, Role

MAX_LINKS = 200
MAX_RECIPIENTS = 50
IPV6_VERSION = 6


def observables_of(mail: Mail, reporter: str = "") -> tuple[Observable, ...]:
    """Return each observable once: senders as actors, recipients as targets, the rest as artifacts."""
    found: dict[tuple[ObservableType, str], Observable] = {}
    for kind, value, role in _named(examined(mail), reporter):
        each = observable(kind, value, role)
        if each is not None:
            found.setdefault((each.type, each.value), each)
    return tuple(found.values())


def _named(case: Examined, reporter: str) -> Iterator[tuple[ObservableType, str, Role]]:
    mail = case.mail
    targets = {each.email for each in mail.recipients}
    for each in (*mail.from_, *mail.reply_to, *((mail.return_path,) if mail.return_path else ())):
        if each.email not in targets:
            yield ObservableType.EMAIL, each.email, Role.ACTOR
    if case.sender and not case.free_mail:
        yield ObservableType.DOMAIN, case.sender_host, Role.ACTOR
    yield from _around(mail, reporter)
    yield from _linked(case)


def _around(mail: Mail, reporter: str) -> Iterator[tuple[ObservableType, str, Role]]:
    for recipient in mail.recipients[:MAX_RECIPIENTS]:
        yield ObservableType.EMAIL, recipient.email, Role.TARGET
    if reporter:
        yield ObservableType.EMAIL, reporter, Role.REPORTER
    if mail.sender_ip:
        yield _address_type(mail.sender_ip), mail.sender_ip, Role.ACTOR
    for attachment in mail.attachments:
        yield ObservableType.SHA256, attachment.sha256, Role.ARTIFACT
        if attachment.name:
            yield ObservableType.FILE_NAME, attachment.name, Role.ARTIFACT


def _linked(case: Examined) -> Iterator[tuple[ObservableType, str, Role]]:
    for link in case.links[:MAX_LINKS]:
        yield ObservableType.URL, link.url, Role.ARTIFACT
        if is_address(link.host):
            yield _address_type(link.host), link.host, Role.ARTIFACT
        elif not case.of_sender(link.host):
            yield ObservableType.DOMAIN, link.host, Role.ARTIFACT
    for each in case.mail.links:
        if each.kind == "attachment" and each.target.startswith(("http://", "https://")):
            yield ObservableType.URL, each.target, Role.ARTIFACT


def _address_type(address: str) -> ObservableType:
    try:
        return (
            ObservableType.IPV6
            if ipaddress.ip_address(address.strip("[]")).version == IPV6_VERSION
            else ObservableType.IPV4
        )
    except ValueError:
        return ObservableType.IPV4
