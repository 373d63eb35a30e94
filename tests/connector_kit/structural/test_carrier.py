from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.structural.carrier import carried
from triage_warden.connector_kit.structural.explained import Fact


def facts(payload: bytes) -> dict[Fact, str]:
    """Return what the headers say."""
    return {each.fact: each.value for each in carried(decode(payload)) if each.confidence}


def test_the_standards_headers_name_product_rule_and_title() -> None:
    """CEF's and LEEF's."""
    found = facts(b"CEF:0|Vendor|Product|1|17|Something bad|5|src=192.0.2.1")
    assert (found[Fact.PRODUCT], found[Fact.RULE_ID], found[Fact.TITLE]) == ("Product", "17", "Something bad")
    assert Fact.TITLE not in facts(b"CEF:0|Vendor|Product|1|17|Log|5|src=192.0.2.1"), "that names nothing"


def test_syslogs_header_names_host_program_time_and_what_is_urgent() -> None:
    """A routine severity is the program's, not the alert's."""
    found = facts(b"<2>1 2026-03-02T10:00:00Z box app 1 - - words")
    assert found[Fact.HOST] == "box"
    assert found[Fact.PRODUCT] == "app"
    assert found[Fact.SEVERITY] == "critical"
    assert found[Fact.TIME] == "2026-03-02T10:00:00+00:00"
    assert Fact.SEVERITY not in facts(b"<6>1 2026-03-02T10:00:00Z box app 1 - - words")
    assert Fact.TIME not in facts(b"<6>Mar  2 10:00:00 box app: words"), "it has no year"
