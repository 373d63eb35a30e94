"""Which Authentication-Results are believed."""

# ruff: noqa: E501  # payloads stay in one piece

import pytest

from kit.mails import BOUNDARY, a_mail
from triage_warden.connectors.mail.headers import limited
from triage_warden.connectors.mail.message import parsed
from triage_warden.core.facts.mail.model import Mail

MICROSOFT = (
    "spf=fail (sender IP is 8.8.4.4) smtp.mailfrom=example.com; dkim=none (message not signed) header.d=none;"
    "dmarc=fail action=none header.from=example.com;compauth=fail reason=001"
)
FORGED = "mx.example.org; spf=pass smtp.mailfrom=example.com; dkim=pass header.d=example.com; dmarc=pass header.from=example.com"


def _mail(*headers: tuple[str, str]) -> Mail:
    return a_mail("x", headers=headers)


def _trusted(mail: Mail) -> list[str]:
    return [
        f"{result.method}={result.result}" for each in mail.authentication if each.trusted for result in each.results
    ]


def test_results_above_the_boundary_are_believed_without_a_name() -> None:
    """Microsoft writes them there, without an authserv-id."""
    mail = _mail(("Authentication-Results", MICROSOFT), ("Received", BOUNDARY))
    assert _trusted(mail) == ["spf=fail", "dkim=none", "dmarc=fail", "compauth=fail"]
    assert mail.sender_ip == "8.8.4.4"


def test_results_right_below_the_boundary_are_believed_under_its_name() -> None:
    """Google and Postfix filters write them there."""
    assert "dmarc=pass" in _trusted(_mail(("Received", BOUNDARY), ("Authentication-Results", FORGED)))


@pytest.mark.parametrize(
    "headers",
    [
        (("Received", BOUNDARY), ("Authentication-Results", FORGED.replace("mx.example.org", "mx.sender.example"))),
        (("Received", BOUNDARY), ("Authentication-Results", FORGED.partition("; ")[2])),
        (("Received", BOUNDARY), ("Received", "from a by b.sender.example; x"), ("Authentication-Results", FORGED)),
        (("Authentication-Results", FORGED),),
    ],
    ids=["another name", "no name", "below an older hop", "no boundary at all"],
)
def test_results_that_a_sender_could_have_written_are_not_believed(headers: tuple[tuple[str, str], ...]) -> None:
    """Whoever sends a mail can put any header into it, but not above the receiver's own."""
    mail = _mail(*headers)
    assert mail.authentication
    assert _trusted(mail) == []


def test_forged_results_below_the_boundarys_own_do_not_count() -> None:
    """The boundary's own run ends at the next Received header."""
    mail = _mail(
        ("Authentication-Results", MICROSOFT),
        ("Received", BOUNDARY),
        ("Received", "from x (x [9.9.9.9]) by y.sender.example; x"),
        ("Authentication-Results", FORGED),
    )
    assert [each.trusted for each in mail.authentication] == [True, False]


def test_a_greeting_under_our_own_name_does_not_move_the_boundary_down() -> None:
    """A sender that says HELO with the receiver's name gains no trust for headers of its own making."""
    posing = BOUNDARY.replace(
        "from mail.sender.example (mail.sender.example", "from mail.example.org (mail.example.org"
    )
    mail = _mail(
        ("Authentication-Results", MICROSOFT),
        ("Received", posing),
        ("Received", "from z (z [9.9.9.9]) by inner.example.org; x"),
        ("Authentication-Results", FORGED),
    )
    assert [each.trusted for each in mail.authentication] == [True, False]
    assert mail.sender_ip == "8.8.4.4"


@pytest.mark.parametrize(
    "value", [";;;", "mx.example.org; spf=", "a; b; c=(", "spf=pass smtp.mailfrom=\x00", "=" * 5000]
)
def test_broken_results_are_read_as_far_as_they_go(value: str) -> None:
    """A header that breaks the grammar is no error."""
    assert len(_mail(("Authentication-Results", value), ("Received", BOUNDARY)).authentication) == 1


def test_results_that_break_the_grammar_still_tell() -> None:
    """Some gateways write results no strict parser takes."""
    mail = _mail(
        ("Authentication-Results", "mx.example.org; spf=fail !!! smtp.mailfrom=a.example; dkim"), ("Received", BOUNDARY)
    )
    assert _trusted(mail) == ["spf=fail"]


def test_headers_are_kept_in_order() -> None:
    """Trust is a matter of position."""
    message, _ = parsed(b"B: 1\nA: 2\nB: 3\n\n")
    assert limited(message) == (("B", "1"), ("A", "2"), ("B", "3"))
