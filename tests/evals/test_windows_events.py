"""Recorded Windows events as alerts."""

from evals.windows_events import event_alert
from triage_warden.core.alerts.severity import Severity
from triage_warden.core.observables.model import ObservableType


def test_an_event_becomes_the_alert_of_its_rule() -> None:
    """Host, user and command line come along; what is not there is left out."""
    event = {
        "Event": {
            "System": {"Computer": "SRV1"},
            "EventData": {"CommandLine": "whoami /all", "User": "EXAMPLE\\a", "Image": 7},
        },
    }
    alert = event_alert(event, title="T", severity=Severity.HIGH, attack=())
    assert {(each.type, each.value) for each in alert.observables} == {
        (ObservableType.HOSTNAME, "srv1"),
        (ObservableType.COMMAND_LINE, "whoami /all"),
        (ObservableType.USER, "EXAMPLE\\a"),
    }
    assert event_alert({}, title="T", severity=Severity.LOW, attack=()).observables == ()
