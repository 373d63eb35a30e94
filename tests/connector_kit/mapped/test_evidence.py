from collections.abc import Mapping

import msgspec
import pytest

from triage_warden.connector_kit.mapped.document import Shape
from triage_warden.connector_kit.mapped.errors import BadExpression
from triage_warden.connector_kit.mapped.evidence import KIND_DESCRIPTIONS, KINDS, evidence
from triage_warden.connector_kit.observed import Observed


def seen(mapping: Mapping[str, object], payload: object, **tables: dict[str, str]) -> list[str]:
    """Return what the mapping's keys gather from a payload."""
    gathered = Observed()
    evidence(msgspec.convert(mapping, Shape), tables)(payload, gathered)
    return [f"{each.role} {each.type} {each.value}" for each in gathered.all()]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("address", "192.0.2.1:80", ["target ipv4 192.0.2.1"]),
        ("hash", "d41d8cd98f00b204e9800998ecf8427e", ["target md5 d41d8cd98f00b204e9800998ecf8427e"]),
        ("host", "web.corp.example.com", ["target hostname web.corp.example.com", "target hostname web"]),
        ("endpoint", "192.0.2.1", ["target ipv4 192.0.2.1"]),
        ("site", "bad.example.net.", ["target domain bad.example.net"]),
        ("file", "a.exe", ["target file_name a.exe"]),
        ("file", "/opt/a", ["target file_path /opt/a"]),
        ("image", "/usr/bin/nc", ["target process nc", "target file_path /usr/bin/nc"]),
        ("account", "CORP\\Eve", ["target user corp\\eve"]),
        ("account", "NT AUTHORITY\\SYSTEM", ["mentioned user nt authority\\system"]),
        ("account", "WEB1$", ["mentioned user web1$"]),
        ("account", "-", []),
        ("account", "192.0.2.1", []),
        ("mail_party", "Eve <eve@example.com>", ["target email eve@example.com"]),
        ("link", "bad.example.net/a", ["target url http://bad.example.net/a"]),
        ("text", "saw 192.0.2.7", ["mentioned ipv4 192.0.2.7"]),
        ("cve", "CVE-2021-44228", ["target cve CVE-2021-44228"]),
    ],
)
def test_a_kind_takes_in_what_it_is(kind: str, value: str, expected: list[str]) -> None:
    """Types of observable are kinds, too."""
    assert seen({"observables": {"target": {kind: "v"}}}, {"v": value}) == expected


def test_names_that_most_machines_have_are_told_apart_by_host() -> None:
    """Two roots are two accounts."""
    mapping = {"account_host": "h", "observables": {"target": {"account": "u"}}}
    assert seen(mapping, {"u": "root", "h": "web"}) == ["target user web\\root"]


@pytest.mark.parametrize(
    ("client", "server", "expected"),
    [
        ("192.0.2.1", "10.0.0.1", ["actor ipv4 192.0.2.1", "target ipv4 10.0.0.1", "target domain a.example.net"]),
        (
            "10.0.0.1",
            "192.0.2.1",
            ["source ipv4 10.0.0.1", "destination ipv4 192.0.2.1", "destination domain a.example.net"],
        ),
        ("10.0.0.1", "", ["source ipv4 10.0.0.1", "destination domain a.example.net"]),
        ("192.0.2.1", "web", ["actor ipv4 192.0.2.1", "destination domain a.example.net"]),
    ],
)
def test_ends_get_their_parts_from_whose_they_are(client: str, server: str, expected: list[str]) -> None:
    """A site that was asked for is somewhere else where no server is named."""
    mapping = {"flow": [{"client": "c", "server": "s", "server_sites": "d"}]}
    assert seen(mapping, {"c": client, "s": server, "d": "a.example.net"}) == expected


def test_the_payload_itself_can_tell_type_and_part() -> None:
    """What is of a type we do not know is left out; what comes first keeps its part."""
    mapping = {
        "take": [
            {"each": "items", "value": "v", "type_from": "k | lookup(t)", "role": "actor", "when": {"bad": "true"}},
            {"each": "items", "value": ["w", "v"], "type_from": "k | lookup(t)", "role": "mentioned"},
        ],
    }
    items = [{"k": "IP", "v": "192.0.2.1", "bad": True}, {"k": "dom", "v": "a.example.net"}, {"k": "odd", "v": "x"}]
    found = seen(mapping, {"items": items}, t={"ip": "address", "dom": "domain", "odd": "thing"})
    assert found == ["actor ipv4 192.0.2.1", "mentioned domain a.example.net"]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"observables": {"villain": {"user": "u"}}}, "no part 'villain'"),
        ({"observables": {"actor": {"thing": "u"}}}, "no type 'thing'"),
        ({"take": [{"value": "u", "role": "actor"}]}, "neither type nor type_from"),
    ],
)
def test_what_is_no_part_or_type_is_said(mapping: Mapping[str, object], said: str) -> None:
    """With those there are."""
    with pytest.raises(BadExpression, match=said):
        seen(mapping, {})


def test_every_kind_is_described() -> None:
    """The reference page is written from this."""
    assert KINDS.keys() == KIND_DESCRIPTIONS.keys()
