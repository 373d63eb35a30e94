"""Titles, rule names and categories, read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import a_stored_alert, an_alert
from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.facts.words import classes_of, is_noise


def _titled(title: str, category: str = "") -> StoredAlert:
    return a_stored_alert(alert=an_alert(title=title, rule=title, attributes={"category": category}))


@pytest.mark.parametrize(
    ("title", "category", "name"),
    [
        ("Ransomware activity detected", "", "ransomware"),
        ("Possible LSASS memory access", "", "credential_theft"),
        ("ET MALWARE Cobalt Strike Beacon", "A Network Trojan was detected", "command_and_control"),
        ("Something matched", "Malware Command and Control Activity Detected", "command_and_control"),
        ("Something matched", "CredentialAccess", "credential_theft"),
        ("Impossible travel", "", "account_takeover"),
        ("ET SCAN Nmap", "Detection of a Network Scan", "reconnaissance"),
        ("sshd: brute force trying to get access", "", "brute_force"),
        ("User login failed.", "", "failed_login"),
        ("sshd: authentication success.", "", "login_success"),
        ("ClamAV database update", "", "update"),
        ("Malware definitions updated", "", "nothing_found"),
        ("Virus database update", "", "nothing_found"),
        ("Malware found", "", "malware"),
        ("SURICATA STREAM excessive retransmissions", "Generic Protocol Command Decode", "decode_anomaly"),
        ("ET INFO Suspicious TLD", "Misc activity", "informing_signature"),
        ("Automated investigation started", "", "housekeeping"),
        ("Honeytoken account used", "", "decoy"),
        ("A planted credential was used", "", "decoy"),
        ("Many failed logins followed by a successful one", "", "guess_succeeded"),
        ("Successful sign-in after repeated authentication failures", "", "guess_succeeded"),
        ("Repeated sign-in failures", "", "brute_force"),
        ("Canary triggered: SMB login", "", "decoy"),
        ("Sign-in from a new country", "", "account_takeover"),
        ("Suspicious OAuth app consent granted", "", "account_takeover"),
        ("EICAR test virus detected", "", "scanner_test"),
        ("Disk space low on backup server", "", "operations"),
        ("Inbound connection denied by default rule", "", "refused_connection"),
        ("Web server 400 error code.", "", "web_error"),
        ("Rubeus ticket request", "", "offensive_tool"),
        ("Disk usage is above 90 %", "", "operations"),
        ("Scheduled task was created", "", "persistence"),
    ],
)
def test_words_are_read_for_what_they_name(title: str, category: str, name: str) -> None:
    """One example for what each class is for."""
    assert name in {each.name for each in classes_of(_titled(title, category))}


@pytest.mark.parametrize(
    ("title", "noise"),
    [
        ("Dovecot Authentication Success.", True),
        ("SURICATA TLS invalid handshake message", True),
        ("Suspicious authentication success", False),
        ("Inbound connection denied by default rule", True),
        ("Inbound exploit attempt denied by default rule", False),
        ("Something nobody has a word for", False),
        ("Multiple failed logins followed by success", False),
    ],
)
def test_noise_is_what_names_daily_life_and_nothing_else(title: str, noise: bool) -> None:  # noqa: FBT001  # a table's column
    """One hostile or odd word, or words that nobody knows, and it is no noise."""
    assert is_noise(_titled(title)) is noise


def test_hostile_words_go_before_odd_ones() -> None:
    """A brute force is no mere failed sign-in."""
    names = {each.name for each in classes_of(_titled("Brute force attack (multiple auth failures)"))}
    assert "brute_force" in names
    assert "failed_login" not in names


@pytest.mark.parametrize(
    "title", ["Antimalware service started", "Malwarebytes agent connected", "Anti-virus health check"]
)
def test_a_products_name_is_no_finding(title: str) -> None:
    """Those who guard against malware have it in their name."""
    assert "malware" not in {each.name for each in classes_of(_titled(title))}


@given(st.text(), st.text())
def test_any_words_can_be_read(title: str, category: str) -> None:
    """A title may be anything."""
    classes_of(_titled(title, category))
