import pytest

from triage_warden.connector_kit.formats.decode import decode
from triage_warden.connector_kit.structural.leaves import leaves
from triage_warden.connector_kit.structural.severities import severities


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b'{"severity":"High","severityId":2}', "high"),
        (b'{"threatLevel":"Moderate","confidence_level":"high"}', "medium"),
        (b'{"risk_score":95}', "critical"),
        (b'{"level":"error","severity":"low"}', "low"),
        (b'{"alert":{"severity":{"label":"CRITICAL"}}}', None),
    ],
)
def test_the_surest_value_says_how_severe(payload: bytes, expected: str | None) -> None:
    """Words before numbers, severities before levels, and confidence is none."""
    found = sorted(severities(leaves(decode(payload))), key=lambda each: -each.confidence)
    assert (found[0].value if found else None) == expected
