import json

import pytest

from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.formats.windows_event import windows_event

XML = (
    "<Event><System><Provider Name='P'/><EventID>4625</EventID><TimeCreated SystemTime='2026-03-02T10:00:00Z'/>"
    "<Channel>Security</Channel><Computer>h</Computer></System><EventData><Data Name='TargetUserName'>u</Data>"
    "<Data Name='IpAddress'>192.0.2.1</Data></EventData></Event>"
)
DATA = '{"TargetUserName":"u","IpAddress":"192.0.2.1"}'


SHIPPED = {
    "xml": XML,
    "xml in a string": json.dumps({"message": XML}),
    "schema": '{"Event":{"System":{"Provider":{"#attributes":{"Name":"P"}},"EventID":4625,"Channel":"Security",'
    '"Computer":"h","TimeCreated":{"#attributes":{"SystemTime":"2026-03-02T10:00:00Z"}}},"EventData":' + DATA + "}}",
    "winlogbeat": '{"@timestamp":"2026-03-02T10:00:00Z","winlog":{"event_id":"4625","provider_name":"P",'
    '"channel":"Security","computer_name":"h","event_data":' + DATA + "}}",
    "nxlog": '{"EventTime":"2026-03-02T10:00:00Z","EventID":4625,"SourceName":"P","Channel":"Security","Hostname":"h",'
    '"TargetUserName":"u","IpAddress":"192.0.2.1"}',
    "wazuh": '{"win":{"system":{"eventID":"4625","providerName":"P","channel":"Security","computer":"h",'
    '"systemTime":"2026-03-02T10:00:00Z"},"eventdata":' + DATA + "}}",
    "azure monitor": '{"EventID":4625,"Channel":"Security","Computer":"h","TimeGenerated":"2026-03-02T10:00:00Z",'
    '"SourceName":"P","EventData":"<EventData><Data Name=\\"TargetUserName\\">u</Data>'
    '<Data Name=\\"IpAddress\\">192.0.2.1</Data></EventData>"}',
}


@pytest.mark.parametrize("payload", SHIPPED.values(), ids=SHIPPED)
def test_all_forms_read_alike(payload: str) -> None:
    """One event, however it was shipped."""
    event = windows_event(decode(payload.encode()).fields)
    assert event is not None
    assert (event.event_id, event.provider, event.channel, event.computer) == (4625, "P", "Security", "h")
    assert event.time == "2026-03-02T10:00:00Z"
    assert event.data["TargetUserName"] == "u"
    assert event.data["IpAddress"] == "192.0.2.1"


@pytest.mark.parametrize("payload", ['{"EventID":1}', '{"Channel":"x"}', '{"EventID":99999999,"Channel":"x"}', "{}"])
def test_what_is_none_is_none(payload: str) -> None:
    """An id without channel or provider is anybody's."""
    assert windows_event(decode(payload.encode()).fields) is None
