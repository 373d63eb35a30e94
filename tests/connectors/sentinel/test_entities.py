from triage_warden.connector_kit.observed import Observed
from triage_warden.connectors.sentinel.entities import Scene, gather, gather_extended
from triage_warden.connectors.sentinel.graph import Graph

ENDPOINT = Scene(provider="mdatp", tactics=frozenset({"execution"}), techniques=frozenset(), compromised="WS-1")
IDENTITY = Scene(provider="ipc", tactics=frozenset(), techniques=frozenset(), compromised="a.user@example.com")


def seen_in(*entities: object, scene: Scene = ENDPOINT) -> list[str]:
    """Return the observables of these entities."""
    seen = Observed()
    gather(Graph.of(list(entities)), scene, seen)
    return [f"{each.role} {each.type} {each.value}" for each in seen.all()]


def test_a_host_is_known_by_both_its_names() -> None:
    """Other sources write the short one."""
    host = {"Type": "host", "HostName": "WS-9", "DnsDomain": "corp.example.com", "AzureID": "/subscriptions/s/x"}
    found = seen_in(host)
    assert "target hostname ws-9.corp.example.com" in found
    assert "target hostname ws-9" in found


def test_a_process_gives_its_command_line_program_and_file() -> None:
    """Its parent is an entity like it."""
    image = {
        "Type": "file",
        "Name": "a.exe",
        "Directory": "C:\\x",
        "FileHashes": [{"Type": "filehash", "Value": "a" * 32}],
    }
    parent = {"Type": "process", "CommandLine": "b.exe /start"}
    found = seen_in({"Type": "process", "CommandLine": "a.exe /q", "ImageFile": image, "ParentProcess": parent})
    assert {"artifact command_line a.exe /q", "artifact command_line b.exe /start"} <= set(found)
    assert {"artifact process a.exe", f"artifact md5 {'a' * 32}"} <= set(found)
    assert any(each.lower() == "artifact file_path c:\\x\\a.exe" for each in found)


def test_who_and_where_come_before_what() -> None:
    """The cap must never cost an account for a file."""
    files = [{"Type": "file", "Name": f"f{number}.exe"} for number in range(500)]
    found = seen_in(
        *files, {"Type": "account", "UserPrincipalName": "u@example.com"}, {"Type": "host", "HostName": "ws-3"}
    )
    assert found[:2] == ["target user u@example.com", "target hostname ws-3"]
    assert len(found) == 200


def test_the_main_entity_counts_when_it_is_no_entity() -> None:
    """Endpoint products name a host there, identity products an account."""
    assert seen_in() == ["target hostname ws-1"]
    assert seen_in(scene=IDENTITY) == ["target user a.user@example.com"]


def test_registry_entities_give_the_whole_path() -> None:
    """With the value's name, which is what a Run key is about."""
    key = {"$id": "1", "Type": "registry-key", "Hive": "HKEY_CURRENT_USER", "Key": "Software\\Run"}
    found = " ".join(seen_in({"Type": "registry-value", "Key": {"$ref": "1"}, "Name": "Up"}, key)).lower()
    assert "software\\run\\up" in found


def test_the_applications_that_all_use_are_mentions() -> None:
    """They must not glue alerts."""
    assert "mentioned cloud_resource Mail service" in seen_in({"Type": "cloud-application", "Name": "Mail service"})


def test_sessions_links_names_and_resources_are_kept() -> None:
    """Each under its own type."""
    found = seen_in(
        {"Type": "cloud-logon-session", "UserAgent": "probe/1.0"},
        {"Type": "url", "Url": "http://bad.example.net/x"},
        {"Type": "dns", "DomainName": "bad.example.net"},
        {"Type": "azure-resource", "ResourceId": "/subscriptions/0/resourceGroups/g"},
        {"Type": "filehash", "Value": "b" * 64},
    )
    kinds = {each.split()[1] for each in found}
    assert {"user_agent", "url", "domain", "cloud_resource", "sha256"} <= kinds


def test_an_attacking_host_is_the_actor() -> None:
    """Where the product says so."""
    assert "actor hostname ws-7" in seen_in({"Type": "host", "HostName": "ws-7", "Roles": ["Attacker"]})


def test_identity_products_name_the_parties_beside_the_entities() -> None:
    """Older rows name them nowhere else."""
    seen = Observed()
    gather_extended({"User Account": "A@example.com", "Client IP Address": "203.0.113.5"}, seen)
    assert [f"{each.role} {each.value}" for each in seen.all()] == ["target a@example.com", "actor 203.0.113.5"]
