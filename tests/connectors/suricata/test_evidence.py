from triage_warden.connector_kit.observed import Observed
from triage_warden.connectors.suricata.ends import ends_of
from triage_warden.connectors.suricata.evidence import gather


def seen_in(**sections: object) -> set[str]:
    """Return the observables of an event with these sections."""
    event: dict[str, object] = {"src_ip": "10.0.0.1", "dest_ip": "198.51.100.1", "dest_port": 80, **sections}
    seen = Observed()
    gather(event, ends_of(event), seen)
    return {f"{each.role} {each.type} {each.value}" for each in seen.all()}


def test_a_request_gives_its_site_and_link() -> None:
    """Host and path are two fields in EVE."""
    found = seen_in(http={"hostname": "www.example.net", "http_port": 8080, "url": "/a", "http_user_agent": "probe/1"})
    assert "destination domain www.example.net" in found
    assert "artifact url http://www.example.net:8080/a" in found
    assert "artifact user_agent probe/1" in found


def test_a_site_by_address_is_an_address() -> None:
    """Programs that need no name are worth seeing."""
    found = seen_in(http={"hostname": "198.51.100.1", "url": "/x"})
    assert "destination ipv4 198.51.100.1" in found
    assert not any(" domain " in each for each in found)


def test_names_are_found_in_every_version_of_dns_records() -> None:
    """Versions 1, 2 and 3 differ."""
    assert "destination domain one.example.net" in seen_in(dns={"rrname": "one.example.net"})
    assert "destination domain two.example.net" in seen_in(dns={"query": [{"rrname": "two.example.net"}]})
    assert "destination domain three.example.net" in seen_in(dns={"queries": [{"rrname": "three.example.net"}]})


def test_files_give_names_and_hashes() -> None:
    """Under `fileinfo` or, in newer versions, `files`."""
    file = {"filename": "/srv/run.sh", "md5": "a" * 32}
    assert {"artifact file_path /srv/run.sh", f"artifact md5 {'a' * 32}"} <= seen_in(fileinfo=file)
    assert f"artifact md5 {'a' * 32}" in seen_in(files=[file])


def test_mail_parties_have_their_part() -> None:
    """The sender did it, the recipient got it."""
    found = seen_in(
        smtp={"mail_from": "<out@example.net>", "rcpt_to": ["<in@example.com>"]},
        email={"from": "Out <out2@example.net>", "attachment": ["offer.docm"], "url": ["www.example.net/x"]},
    )
    assert {"actor email out@example.net", "actor email out2@example.net", "target email in@example.com"} <= found
    assert {"artifact file_name offer.docm", "artifact url http://www.example.net/x"} <= found


def test_a_cve_is_read_in_the_rulesets_spelling() -> None:
    """Metadata cannot hold hyphens."""
    assert "mentioned cve CVE-2021-44228" in seen_in(alert={"metadata": {"cve": ["CVE_2021_44228"]}})


def test_the_sensor_only_reports() -> None:
    """It is no party to what it saw."""
    assert "reporter hostname sensor-1" in seen_in(host="sensor-1")
