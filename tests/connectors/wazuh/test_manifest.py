import pytest

from triage_warden.connectors.wazuh.manifest import SOURCE


@pytest.mark.parametrize(
    ("payload", "sure"),
    [
        (b'{"rule":{},"agent":{},"manager":{}}', True),
        (b'{"rule":{},"agent":{}}', True),
        (b'{"_index":"w","_source":{"rule":{},"agent":{},"manager":{}}}', True),
        (b'{"_source":{"title":"x"}}', False),
        (b'{"all_fields":{},"rule_id":"1"}', True),
        (b'{"rule":{},"title":"x"}', False),
        (b"", False),
    ],
)
def test_alerts_are_told_by_their_fields(payload: bytes, *, sure: bool) -> None:
    """Also in the envelopes of the indexer and the integrations."""
    assert (SOURCE.recognises(payload) > 0.5) is sure
