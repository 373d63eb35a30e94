from triage_warden.connector_kit.observed import Observed
from triage_warden.connectors.wazuh.evidence import gather_evidence


def seen_in(**fields: object) -> set[str]:
    """Return the observables of an alert with these fields."""
    body: dict[str, object] = {"agent": {"id": "7", "name": "web-1", "ip": "10.0.0.7"}, **fields}
    seen = Observed()
    gather_evidence(body, seen)
    return {f"{each.role} {each.type} {each.value}" for each in seen.all()}


def test_the_agent_is_what_it_happened_to() -> None:
    """The manager only reports."""
    found = seen_in(manager={"name": "wazuh-1"})
    assert {"target hostname web-1", "target ipv4 10.0.0.7", "reporter hostname wazuh-1"} <= found


def test_a_sensor_watches_others() -> None:
    """An intrusion sensor is no party to what it sees."""
    found = seen_in(rule={"groups": ["ids", "suricata"]}, data={"src_ip": "203.0.113.4", "dest_ip": "10.0.0.9"})
    assert {"reporter hostname web-1", "actor ipv4 203.0.113.4", "target ipv4 10.0.0.9"} <= found


def test_the_manager_relays_for_the_host_that_sent() -> None:
    """Agent 000 writes what arrives by syslog."""
    found = seen_in(agent={"id": "000", "name": "wazuh-1"}, predecoder={"hostname": "db-1"}, data={"dstuser": "root"})
    assert {"reporter hostname wazuh-1", "target hostname db-1", "target user db-1\\root"} <= found


def test_who_did_it_is_told_from_whom_it_was_done_to() -> None:
    """With one account only, it happened to that one."""
    assert {"actor user alice", "target user web-1\\root"} <= seen_in(data={"srcuser": "alice", "dstuser": "root"})
    assert "target user alice" in seen_in(data={"srcuser": "alice"})


def test_windows_accounts_carry_their_domain() -> None:
    """The system's own are nobody."""
    event = {"targetUserName": "B.User", "targetDomainName": "CORP", "subjectUserName": "WS-1$", "ipAddress": "::1"}
    found = seen_in(data={"win": {"eventdata": event}})
    assert "target user corp\\b.user" in found
    assert not any("ws-1$" in each for each in found)


def test_only_hashes_of_the_file_are_hashes() -> None:
    """IMPHASH has the length of an MD5."""
    hashes = f"MD5={'a' * 32},IMPHASH={'b' * 32}"
    found = seen_in(data={"win": {"eventdata": {"hashes": hashes}}})
    assert f"artifact md5 {'a' * 32}" in found
    assert f"artifact md5 {'b' * 32}" not in found


def test_a_watched_key_is_no_file() -> None:
    """The integrity monitor watches the registry, too."""
    found = seen_in(syscheck={"path": "HKEY_LOCAL_MACHINE\\Software\\Run"})
    assert any(each.startswith("artifact registry_key") for each in found)
    assert "artifact file_path /etc/passwd" in seen_in(syscheck={"path": "/etc/passwd"})


def test_sites_belong_to_the_end_that_was_called() -> None:
    """Whose it is follows from the addresses."""
    data = {"src_ip": "10.0.0.1", "dest_ip": "198.51.100.3", "tls": {"sni": "www.example.net"}}
    assert "destination domain www.example.net" in seen_in(data=data)
