import pytest

from triage_warden.connectors.sentinel.manifest import SOURCE


@pytest.mark.parametrize(
    ("payload", "sure"),
    [
        (b'{"SystemAlertId":"1","AlertName":"x"}', True),
        (b'[{"AlertName":"x","AlertSeverity":"Low"}]', True),
        (b'{"records":[{"SystemAlertId":"1"}]}', True),
        (b'{"title":"SystemAlertId"}', False),
        (b"", False),
    ],
)
def test_rows_are_told_by_their_columns(payload: bytes, *, sure: bool) -> None:
    """Also inside the envelopes of Event Hubs and REST."""
    assert (SOURCE.recognises(payload) > 0.5) is sure


def test_envelopes_are_opened() -> None:
    """Each row is a payload of its own."""
    assert list(SOURCE.split(b'{"records":[{"a":1},{"b":2}]}')) == [b'{"a":1}', b'{"b":2}']
