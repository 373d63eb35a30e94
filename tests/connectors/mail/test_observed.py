"""Observables of a mail and their roles."""

from kit.mails import PASSES, a_mail
from triage_warden.connectors.mail.observed import observables_of
from triage_warden.core.observables.model import ObservableType, Role


def test_each_part_plays_its_role() -> None:
    """Sender, answers' address and sending host act; the recipient is the target; links and files are left behind."""
    mail = a_mail(
        "see https://trap.evil-domain.com/login and http://9.9.9.9/x",
        sender="Sam <sam@sender-domain.com>",
        results=PASSES.format("sender-domain.com"),
        headers=(("Reply-To", "other@reply-domain.com"),),
        attachments=(("a.pdf", "application/pdf", b"%PDF-1.4"),),
    )
    roles = {(each.type, each.value): each.role for each in observables_of(mail, "soc@corp-domain.com")}
    assert roles[ObservableType.EMAIL, "sam@sender-domain.com"] is Role.ACTOR
    assert roles[ObservableType.EMAIL, "other@reply-domain.com"] is Role.ACTOR
    assert roles[ObservableType.DOMAIN, "sender-domain.com"] is Role.ACTOR
    assert roles[ObservableType.EMAIL, "soc@corp-domain.com"] is Role.REPORTER
    assert roles[ObservableType.IPV4, "8.8.4.4"] is Role.ACTOR
    assert roles[ObservableType.IPV4, "9.9.9.9"] is Role.ARTIFACT
    assert roles[ObservableType.DOMAIN, "trap.evil-domain.com"] is Role.ARTIFACT
    assert roles[ObservableType.URL, "https://trap.evil-domain.com/login"] is Role.ARTIFACT
    assert roles[ObservableType.FILE_NAME, "a.pdf"] is Role.ARTIFACT


def test_a_shared_mailbox_provider_is_no_actor() -> None:
    """Half the world writes from it: as an actor it would tie strangers together."""
    values = {each.value for each in observables_of(a_mail("x", sender="sam@gmail.com"))}
    assert "sam@gmail.com" in values
    assert "gmail.com" not in values


def test_the_recipient_is_no_actor_even_where_the_sender_poses_as_them() -> None:
    """The victim's address in From is still the victim's."""
    mail = a_mail("x", sender="kim@corp-domain.com", to="kim@corp-domain.com")
    assert [each.role for each in observables_of(mail) if each.type is ObservableType.EMAIL] == [Role.TARGET]
