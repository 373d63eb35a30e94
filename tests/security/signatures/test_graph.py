"""Change notifications of Microsoft Graph."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.core.identity.deliveries import Delivery, Passed, Said, Verdict
from triage_warden.core.identity.source_secrets import Scheme, SourceSecret
from triage_warden.security.signatures.graph import RichNotification, check_notifications

STATE = "secretClientValue-0123456789"
CHANGE = {
    "subscriptionId": "lsgTZMr9KwAAA",
    "clientState": STATE,
    "changeType": "created",
    "resource": "security/alerts_v2/da637551227677560813_-961444813",
    "tenantId": "84bd8158-6d4d-4958-8b9f-9d6445542f95",
}


def _verdict(*items: object, **more: object) -> Verdict:
    body = json.dumps({"value": items} | more).encode()
    kept = SourceSecret(scheme=Scheme.GRAPH, secret=STATE)
    return check_notifications(kept, Delivery({}, body, datetime(2026, 3, 2, tzinfo=UTC)))


def test_notifications_that_say_the_secret_are_taken_in_as_they_came() -> None:
    """Several at once."""
    found = _verdict(CHANGE, CHANGE)
    assert isinstance(found, Passed)
    assert json.loads(found.body) == {"value": [CHANGE, CHANGE]}


@pytest.mark.parametrize("wrong", [{"clientState": "guessed"}, {"clientState": ""}, {"clientState": None}, {}])
def test_one_wrong_one_refuses_all_of_them(wrong: dict[str, object]) -> None:
    """Wherever it stands."""
    other = {name: value for name, value in CHANGE.items() if name != "clientState"} | wrong
    for items in ((other,), (CHANGE, other), (other, CHANGE), (CHANGE, other, CHANGE)):
        assert _verdict(*items) is None


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"value":[]}', b'{"value":[1]}', b'{"value":{}}', b"\xff\xfe"])
def test_what_holds_no_notification_is_nobodys(body: bytes) -> None:
    """An empty list would say no secret at all."""
    kept = SourceSecret(scheme=Scheme.GRAPH, secret=STATE)
    assert check_notifications(kept, Delivery({}, body, datetime(2026, 3, 2, tzinfo=UTC))) is None


def test_lifecycle_notifications_are_for_the_record() -> None:
    """They say that something was missed, which is no alert."""
    event = {"lifecycleEvent": "missed", "subscriptionId": "x", "clientState": STATE}
    found = _verdict(event, event | {"lifecycleEvent": "subscriptionRemoved"})
    assert isinstance(found, Said)
    assert found.event == "source.lifecycle"
    assert "1 missed, 1 subscriptionRemoved" in (found.reason or "")
    assert _verdict(event | {"clientState": "guessed"}) is None


def test_changes_beside_a_lifecycle_event_are_taken_in_without_it() -> None:
    """Byte for byte."""
    found = _verdict({"lifecycleEvent": "missed", "clientState": STATE}, CHANGE)
    assert isinstance(found, Passed)
    assert json.loads(found.body) == {"value": [CHANGE]}


def test_encrypted_data_is_refused_in_words_to_who_says_the_secret() -> None:
    """And to nobody else."""
    rich = CHANGE | {"encryptedContent": {"data": "…"}}
    with pytest.raises(RichNotification, match="includeResourceData"):
        _verdict(rich, validationTokens=["x.y.z"])
    assert _verdict(rich | {"clientState": "guessed"}) is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_value_is_refused_without_an_error(value: object) -> None:
    """Of any shape."""
    assert _verdict(value) is None
