import pytest

from triage_warden.connector_kit.accounts import account


@pytest.mark.parametrize(
    ("name", "domain", "host", "expected"),
    [
        ("A.User@Example.com", "CORP", "ws-1", "a.user@example.com"),
        ("CORP\\A.User", "", "ws-1", "corp\\a.user"),
        ("CORP\\A.User", "OTHER", "", "corp\\a.user"),
        ("a.user", "CORP", "", "corp\\a.user"),
        ("a.user", "corp.example.com", "", "a.user@corp.example.com"),
        ("a.user", "", "ws-1", "a.user"),
        ("root", "", "web-1", "web-1\\root"),
        ("root", "", "web-1.example.com", "root@web-1.example.com"),
        ("root", "", "", "root"),
        ("root", "", "10.0.0.1", "10.0.0.1\\root"),
        ("-", "CORP", "", ""),
        ("N/A", "", "", ""),
        ("SYSTEM", "NT AUTHORITY", "ws-1", ""),
        ("NT AUTHORITY\\NETWORK SERVICE", "", "", ""),
        ("WS-1$", "CORP", "", ""),
        ("u" * 300, "", "", ""),
        ("", "", "", ""),
    ],
)
def test_an_account_has_one_value(name: str, domain: str, host: str, expected: str) -> None:
    """A name that every machine has is told apart by its host; the system's own accounts are nobody."""
    assert account(name, domain=domain, host=host) == expected
