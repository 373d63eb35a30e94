import pytest

from triage_warden.connectors.suricata.manifest import SOURCE


@pytest.mark.parametrize(
    ("payload", "sure"),
    [
        (b'{"event_type":"alert","src_ip":"10.0.0.1"}', True),
        (b'{"event_type":"flow","flow_id":1}\n{"event_type":"alert"}', True),
        (b'{"event_type":"alert"}', False),
        (b'{"title":"event_type src_ip"}', False),
        (b"event_type", False),
    ],
)
def test_events_are_told_by_their_fields(payload: bytes, *, sure: bool) -> None:
    """Not by words in values."""
    assert (SOURCE.recognises(payload) > 0.5) is sure
