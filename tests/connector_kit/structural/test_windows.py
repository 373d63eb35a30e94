from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.structural.explained import Fact
from triage_warden.connector_kit.structural.windows import is_event_alone, windows_facts

LOGON = (
    b"<Event><System><Provider Name='P'/><EventID>4625</EventID><Channel>Security</Channel><Computer>dc-1</Computer>"
    b"<TimeCreated SystemTime='2026-03-02T10:00:00Z'/></System><EventData><Data Name='TargetUserName'>j.doe</Data>"
    b"<Data Name='TargetDomainName'>CORP</Data><Data Name='SubjectUserName'>DC-1$</Data>"
    b"<Data Name='IpAddress'>192.0.2.1</Data><Data Name='ProcessName'>-</Data></EventData></Event>"
)


def test_a_windows_events_data_are_read_by_the_schemas_names() -> None:
    """Accounts with their domain; machine accounts and dashes are nobody and nothing."""
    found = [(each.fact, each.value) for each in windows_facts(decode(LOGON)) if each.confidence]
    assert (Fact.USER, "CORP\\j.doe") in found
    assert (Fact.HOST, "dc-1") in found
    assert (Fact.SOURCE_ADDRESS, "192.0.2.1") in found
    assert (Fact.TIME, "2026-03-02T10:00:00+00:00") in found
    assert not any(fact is Fact.PROCESS for fact, _ in found)
    assert sum(fact is Fact.USER for fact, _ in found) == 1


def test_other_records_have_none() -> None:
    """And only the schema's own form is nothing but an event."""
    assert list(windows_facts(decode(b'{"a":1}'))) == []
    assert is_event_alone(decode(LOGON))
    assert not is_event_alone(decode(b'{"EventID":1,"Channel":"x","Hostname":"h"}'))
