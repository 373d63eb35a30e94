from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.structural.explained import Fact
from triage_warden.connector_kit.structural.leaves import leaves
from triage_warden.connector_kit.structural.listed import listed


def facts(payload: bytes) -> list[tuple[Fact, str]]:
    """Return the identifiers in a payload."""
    return [(each.fact, each.value) for each in listed(leaves(decode(payload)))]


def test_identifiers_show_what_they_are() -> None:
    """ATT&CK's where ATT&CK is spoken of, CVEs and named hashes anywhere."""
    digest = "0" * 31 + "a"
    assert facts(
        f'{{"tags":["attack.t1059.001"],"x":"MD5={digest},IMPHASH={digest}","y":"CVE-2026-12345"}}'.encode()
    ) == [
        (Fact.TECHNIQUE, "T1059.001"),
        (Fact.HASH, digest),
        (Fact.CVE, "CVE-2026-12345"),
    ]
    assert facts(b'{"mitre":{"tactic":"Initial Access","technique":"T1566"}}') == [
        (Fact.TACTIC, "initial-access"),
        (Fact.TECHNIQUE, "T1566"),
    ]


def test_part_numbers_are_no_techniques() -> None:
    """Where nobody speaks of ATT&CK, T1234 is anything."""
    assert facts(b'{"model":"T1234"}') == []
