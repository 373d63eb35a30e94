import pytest

from triage_warden.connector_kit.structural import kinds


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (kinds.address, "192.0.2.1", "192.0.2.1"),
        (kinds.address, "192.0.2.1:443", "192.0.2.1"),
        (kinds.address, "192.0.2.1:443:WAN", "192.0.2.1"),
        (kinds.address, "192.0.2.1/24", "192.0.2.1"),
        (kinds.address, "['192.0.2.1', '192.0.2.2']", "192.0.2.1"),
        (kinds.address, "2001:db8::1", "2001:db8::1"),
        (kinds.address, "1.2.3.4.5", ""),
        (kinds.address, 3232235777, ""),
        (kinds.port, "443", "443"),
        (kinds.port, 70000, ""),
        (kinds.user, "j.doe@example.com", "j.doe@example.com"),
        (kinds.user, "CORP\\\\j.doe", "CORP\\j.doe"),
        (kinds.user, "Failure", ""),
        (kinds.user, "12345", ""),
        (kinds.user, "6f1c0b2e-0000-4000-8000-000000000001", ""),
        (kinds.user, "S-1-5-18", ""),
        (kinds.user, "192.0.2.1", ""),
        (kinds.host, "ws-1.corp.example", "ws-1.corp.example"),
        (kinds.host, "Anna's Laptop", ""),
        (kinds.host, "HOST 1", "HOST 1"),
        (kinds.host, "192.0.2.1", ""),
        (kinds.domain, "Example.COM:443", "example.com"),
        (kinds.domain, "ws-1", ""),
        (kinds.mail, "Somebody <a@Example.com>", "a@example.com"),
        (kinds.url, "https://example.com/a", "https://example.com/a"),
        (kinds.url, "example.com/a", "example.com/a"),
        (kinds.url, "192.0.2.1/a", "192.0.2.1/a"),
        (kinds.url, "/a?b=c", "/a?b=c"),
        (kinds.url, "words", ""),
        (kinds.path, "C:\\a\\b.exe", "C:\\a\\b.exe"),
        (kinds.path, "b.exe", ""),
        (kinds.program, "b.exe", "b.exe"),
        (kinds.program, 42, ""),
        (kinds.file_name, "b.exe", "b.exe"),
        (kinds.file_name, "/a/b", ""),
        (kinds.digest, "A" * 64, "a" * 64),
        (kinds.digest, "A" * 63, ""),
        (kinds.title, "Something happened", "Something happened"),
        (kinds.title, "192.0.2.1", ""),
        (kinds.title, "true", ""),
        (kinds.title, True, ""),
        (kinds.action, "blocked", "blocked"),
        (kinds.action, "elephant", ""),
        (kinds.time, "2026-03-02T12:00:00Z", "2026-03-02T12:00:00+00:00"),
        (kinds.registry_key, "HKLM\\Software\\X", "hkey_local_machine\\software\\x"),
        (kinds.registry_key, "Software\\X", ""),
    ],
)
def test_a_value_is_of_a_kind_or_not(kind: kinds.Kind, value: kinds.Value, expected: str) -> None:
    """Evidence from the value alone."""
    assert kind(value).lower() == expected.lower()
