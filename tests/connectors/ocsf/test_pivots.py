import pytest

from triage_warden.connector_kit.observed import Observed
from triage_warden.connectors.ocsf.pivots import gather_pivots


@pytest.mark.parametrize(
    ("name", "type_id", "value", "expected"),
    [
        ("device.hostname", 1, "ws-1", "target hostname ws-1"),
        ("infected_device.malware_hostname", 1, "bad.example.net", "mentioned hostname bad.example.net"),
        ("evidences[].src_endpoint.ip", 2, "203.0.113.1", "source ipv4 203.0.113.1"),
        ("dst_endpoint.ip", 2, "2001:db8::1", "destination ipv6 2001:db8::1"),
        ("actor.user.name", 4, "alice", "actor user alice"),
        ("user.email_addr", 5, "a@example.com", "target email a@example.com"),
        ("file.hashes[].value", 8, "a" * 64, f"artifact sha256 {'a' * 64}"),
        ("unmapped.x", 2, "192.0.2.1", "mentioned ipv4 192.0.2.1"),
        ("x", 99, "words", ""),
        ("x", "2", "192.0.2.1", "mentioned ipv4 192.0.2.1"),
        ("x", None, "192.0.2.1", ""),
        ("x", 2, {"ip": 1}, ""),
    ],
)
def test_a_pivot_has_its_type_and_the_part_of_its_place(
    name: str, type_id: object, value: object, expected: str
) -> None:
    """A place is matched by whole words of the path."""
    seen = Observed()
    gather_pivots({"observables": [{"name": name, "type_id": type_id, "value": value}]}, seen)
    assert [f"{each.role} {each.type} {each.value}" for each in seen.all()] == ([expected] if expected else [])
