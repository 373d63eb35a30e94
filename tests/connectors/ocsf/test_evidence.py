from triage_warden.connector_kit.observed import Observed
from triage_warden.connectors.ocsf.evidence import gather_evidence


def seen_in(**fields: object) -> set[str]:
    """Return the observables of a finding with these fields."""
    seen = Observed()
    gather_evidence(fields, seen)
    return {f"{each.role} {each.type} {each.value}" for each in seen.all()}


def test_the_device_is_what_it_happened_to() -> None:
    """Known by both its names."""
    found = seen_in(device={"hostname": "ws-1.corp.example.com", "ip": "10.0.0.9"})
    assert {"target hostname ws-1", "target hostname ws-1.corp.example.com", "target ipv4 10.0.0.9"} <= found


def test_the_acting_user_is_the_actor_only_beside_another() -> None:
    """Alone, it is the account that is concerned."""
    actor = {"user": {"name": "alice", "domain": "CORP"}}
    assert "target user corp\\alice" in seen_in(actor=actor)
    assert {"actor user corp\\alice", "target user bob"} <= seen_in(actor=actor, user={"name": "bob"})


def test_evidence_has_ends_links_and_names() -> None:
    """One object for each piece."""
    found = seen_in(
        evidences=[
            {"src_endpoint": {"ip": "203.0.113.3"}, "dst_endpoint": {"ip": "10.0.0.9"}},
            {"query": {"hostname": "bad.example.net"}, "url": {"url_string": "https://bad.example.net/x"}},
            {"http_request": {"user_agent": "probe/1.0", "url": {"url_string": "https://bad.example.net/y"}}},
            "not an object",
        ],
    )
    assert {"actor ipv4 203.0.113.3", "target ipv4 10.0.0.9", "destination domain bad.example.net"} <= found
    assert {"artifact url https://bad.example.net/x", "artifact user_agent probe/1.0"} <= found


def test_a_process_brings_its_ancestors_up_to_a_limit() -> None:
    """A built chain ends."""
    process: dict[str, object] = {"name": "p0.exe"}
    for number in range(1, 40):
        process = {"name": f"p{number}.exe", "parent_process": process}
    found = seen_in(actor={"process": process})
    assert "artifact process p39.exe" in found
    assert "artifact process p35.exe" in found
    assert "artifact process p0.exe" not in found


def test_resources_are_targets_unless_they_acted() -> None:
    """An address as an id is an address."""
    found = seen_in(
        resources=[{"uid": "arn:aws:s3:::b1"}, {"uid": "arn:aws:s3:::b2", "role_id": 2}, {"uid": "192.0.2.3"}]
    )
    assert {"target cloud_resource arn:aws:s3:::b1", "actor cloud_resource arn:aws:s3:::b2"} <= found
    assert "target ipv4 192.0.2.3" in found


def test_mail_parties_and_weaknesses_are_read() -> None:
    """Display names go."""
    found = seen_in(
        email={"from": "Out <out@example.net>", "to": ["in@example.com"]},
        vulnerabilities=[{"cve": {"uid": "CVE-2021-44228"}}],
    )
    assert {"actor email out@example.net", "target email in@example.com", "mentioned cve CVE-2021-44228"} <= found
