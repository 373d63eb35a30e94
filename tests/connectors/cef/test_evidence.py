from triage_warden.connector_kit.observed import Observed
from triage_warden.connectors.cef.evidence import gather_evidence
from triage_warden.connectors.cef.keys import short_keys
from triage_warden.connectors.cef.message import read_message


def seen_in(extension: str, prefix: str = "") -> set[str]:
    """Return the observables of a line with this extension."""
    message = read_message(f"{prefix}CEF:0|V|P|1|7|Name|5|{extension}".encode())
    seen = Observed()
    gather_evidence(message, short_keys(message.fields), seen)
    return {f"{each.role} {each.type} {each.value}" for each in seen.all()}


def test_ends_play_parts_by_whose_they_are() -> None:
    """Names go with their addresses."""
    found = seen_in("src=203.0.113.4 dst=10.0.0.9 dhost=web-1 shost=scan.example.net")
    assert {"actor ipv4 203.0.113.4", "target ipv4 10.0.0.9"} <= found
    assert {"target hostname web-1", "actor domain scan.example.net"} <= found


def test_a_device_reports_unless_the_event_is_about_itself() -> None:
    """Endpoint agents name no other host."""
    assert "reporter hostname fw-1" in seen_in("src=203.0.113.4 dvchost=fw-1")
    assert "target hostname ws-1" in seen_in("dvchost=ws-1 fname=x.exe")
    assert "reporter hostname proxy-1" in seen_in("src=10.0.0.1", "<1>Mar  2 10:20:00 proxy-1 ")


def test_accounts_are_ours_whichever_side_they_are_on() -> None:
    """A foreign sender of mail is an address, and no account."""
    assert "target user corp\\alice" in seen_in("src=10.0.0.1 dst=198.51.100.1 suser=alice sntdom=CORP")
    found = seen_in("src=203.0.113.4 suser=out@example.net duser=in@example.com")
    assert {"actor email out@example.net", "target user in@example.com"} <= found
    assert "actor user out@example.net" not in found


def test_a_display_name_or_a_host_is_no_account() -> None:
    """Some devices fill the field with either."""
    assert not any(" user " in each for each in seen_in("suser=A Person (1234) src=10.0.0.1"))
    assert not any(" user " in each for each in seen_in("suser=WS-1 shost=ws-1"))


def test_custom_fields_are_read_by_their_labels() -> None:
    """Their keys say nothing."""
    found = seen_in(
        f"cs1Label=SHA256 cs1={'a' * 64} cs2Label=cncHost cs2=bad.example.net cs3Label=CommandLine cs3=run.exe /q "
        "cs4Label=Notes cs4=seen 203.0.113.8 there cs5Label=CVE cs5=CVE-2021-44228",
    )
    assert {
        f"artifact sha256 {'a' * 64}",
        "artifact domain bad.example.net",
        "artifact command_line run.exe /q",
    } <= found
    assert {"mentioned ipv4 203.0.113.8", "artifact cve CVE-2021-44228"} <= found


def test_the_devices_own_console_is_not_evidence() -> None:
    """All its events share it."""
    assert not any("console" in each for each in seen_in("cs4Label=link cs4=https://console.example.com/e/1"))


def test_vendors_own_hash_keys_are_read() -> None:
    """Told by the end of the key."""
    assert f"artifact md5 {'b' * 32}" in seen_in(f"ExampleFileMD5={'b' * 32}")


def test_files_and_links_are_artefacts() -> None:
    """A link without a scheme is a mention."""
    found = seen_in("fname=a.exe filePath=C:\\\\x\\\\a.exe request=https://www.example.net/x")
    assert {"artifact file_name a.exe", "artifact url https://www.example.net/x"} <= found
    assert any(each.startswith("artifact file_path") for each in found)


def test_direction_decides_between_two_unnamed_sides() -> None:
    """Outward traffic of a mail gateway has a sender of ours."""
    assert "source ipv4 203.0.113.4" in seen_in("src=203.0.113.4 deviceDirection=1")
    assert "actor ipv4 203.0.113.4" in seen_in("src=203.0.113.4 deviceDirection=0")


def test_a_request_without_a_scheme_is_a_link_and_a_path_alone_is_none() -> None:
    """Sensors leave the scheme out."""
    assert any(
        " url " in each and "192.0.2.9/a.dmg" in each for each in seen_in("request=192.0.2.9/a.dmg src=10.0.0.1")
    )
    assert not any(" url " in each for each in seen_in("request=/a/b.php src=10.0.0.1"))
