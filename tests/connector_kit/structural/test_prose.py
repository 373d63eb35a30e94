import pytest

from triage_warden.connector_kit.structural.explained import Fact
from triage_warden.connector_kit.structural.prose import LONGEST, read_prose


def facts(text: str) -> dict[Fact, str]:
    """Return what a text says, the first for each fact."""
    found: dict[Fact, str] = {}
    for each in read_prose(text, "text"):
        found.setdefault(each.fact, each.value)
    return found


@pytest.mark.parametrize(
    ("text", "source", "destination"),
    [
        ("Failed password for root from 192.0.2.1 port 22 ssh2", "192.0.2.1", None),
        ("Deny tcp src outside:192.0.2.1/55 dst inside:10.0.0.1/80", "192.0.2.1", "10.0.0.1"),
        ("scan [192.0.2.1:5165 -> 10.0.0.1:4444]", "192.0.2.1", "10.0.0.1"),
        ("disconnect to 10.0.0.1 from 192.0.2.1", "192.0.2.1", "10.0.0.1"),
        ("192.0.2.1 asked 10.0.0.1", "192.0.2.1", "10.0.0.1"),
        ("DHCPREQUEST for 10.0.0.9 via 10.0.0.1", "10.0.0.9", None),
        ("version 1.2.3.4.5 and time 10:20:30", None, None),
    ],
)
def test_ends_are_read_from_the_words_before_them(text: str, source: str | None, destination: str | None) -> None:
    """Or, where no words are, from their order."""
    found = facts(text)
    assert (found.get(Fact.SOURCE_ADDRESS), found.get(Fact.DESTINATION_ADDRESS)) == (source, destination)


@pytest.mark.parametrize(
    ("text", "user"),
    [
        ("Failed password for invalid user oracle from 192.0.2.1", "oracle"),
        ("Accepted publickey for deploy from 192.0.2.1", "deploy"),
        ("User 'j.doe' logged in", "j.doe"),
        ("User [CORP\\j.doe] was refused", "CORP\\j.doe"),
        ("session opened for user root by (uid=0)", "root"),
        ("j.roe : TTY=pts/0 ; PWD=/ ; USER=root", "j.roe"),
        ("login by a.b@example.com failed", "a.b@example.com"),
        ('192.0.2.1 - alice [02/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1"', "alice"),
        ("user was not found", None),
        ("the user interface failed", None),
        ("see C:\\Windows\\system32\\a", None),
    ],
)
def test_users_are_read_from_turns_of_phrase(text: str, user: str | None) -> None:
    """And ordinary words are no names."""
    assert facts(text).get(Fact.USER) == user


def test_levels_times_and_requests_are_read() -> None:
    """As programs log them."""
    found = facts('2026/03/02 10:00:00 [error] "POST /a?b=c HTTP/1.1" failed')
    assert found[Fact.SEVERITY] == "medium"
    assert found[Fact.TIME] == "2026-03-02T10:00:00+00:00"
    assert found[Fact.URL] == "/a?b=c"


def test_only_the_beginning_is_read() -> None:
    """However long a text is, the work is the same."""
    assert facts("x " * LONGEST + "from 192.0.2.1") == {}


def test_what_only_looks_like_a_mail_address_is_no_user() -> None:
    """An enterprise number of syslog is none; who connects from an address is."""
    assert Fact.USER not in facts("[junos@2636.1.1.1.2.39 a=b] words here")
    assert facts("HTTP j.doe@192.0.2.1:4561 198.51.100.4:80")[Fact.USER] == "j.doe"


def test_a_network_is_no_end() -> None:
    """Rules name networks, connections have addresses."""
    found = facts("Policy (5, 10.10.10.0/24->172.16.19.0/24,tcp) 192.0.2.1:4561->198.51.100.4:22")
    assert (found[Fact.SOURCE_ADDRESS], found[Fact.DESTINATION_ADDRESS]) == ("192.0.2.1", "198.51.100.4")
