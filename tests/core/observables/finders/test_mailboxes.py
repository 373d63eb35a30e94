import pytest

from triage_warden.core.observables.find import find
from triage_warden.core.observables.model import ObservableType


def _mailboxes(text: str) -> list[str]:
    return [each.observable.value for each in find(text) if each.observable.type is ObservableType.EMAIL]


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [
        ("From: Alice <Alice@Example.com>,", "alice@example.com"),
        ("to=alice@example.com", "alice@example.com"),
        ("mailto:alice+tag@example.com?subject=x", "alice+tag@example.com"),
        ("bounce-alice=example.org@lists.example.com", "bounce-alice=example.org@lists.example.com"),
        ("alice[@]example[.]com", "alice@example.com"),
        ("write to alice@example.com.", "alice@example.com"),
        ("_alice@example.com_", "_alice@example.com"),
        ("alice@corp.local", "alice@corp.local"),
        ("alice@[192.0.2.1]", "alice@[192.0.2.1]"),
        ("/home/alice@example.com", "alice@example.com"),
    ],
)
def test_mailboxes_are_found_in_what_surrounds_them(text: str, mailbox: str) -> None:
    """Headers, parameters, VERP, markup."""
    assert _mailboxes(text) == [mailbox]


@pytest.mark.parametrize("text", ["@example.com", "a@b", "git@host:repo", "x@1.2", "user@file.txt", "50@ 3.com"])
def test_at_signs_have_other_uses(text: str) -> None:
    """No suffix, no mailbox."""
    assert _mailboxes(text) == []
