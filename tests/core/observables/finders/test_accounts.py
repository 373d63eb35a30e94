import pytest

from triage_warden.core.observables.find import find
from triage_warden.core.observables.model import ObservableType


def _found(text: str) -> list[tuple[ObservableType, str]]:
    return [(each.observable.type, each.observable.value) for each in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("user=CORP\\alice logged on", ObservableType.USER, "corp\\alice"),
        ('"user": "alice"', ObservableType.USER, "alice"),
        ('"TargetUserName": "CORP\\\\alice"', ObservableType.USER, "corp\\alice"),
        ("Account Name: svc_backup$", ObservableType.USER, "svc_backup$"),
        ("ran as NT AUTHORITY\\SYSTEM.", ObservableType.USER, "nt authority\\system"),
        ("hostname: WS-01,", ObservableType.HOSTNAME, "ws-01"),
        ("ComputerName=WS-01", ObservableType.HOSTNAME, "ws-01"),
        ("host: ws.corp.local", ObservableType.HOSTNAME, "ws.corp.local"),
    ],
)
def test_labels_name_accounts_and_hosts(text: str, kind: ObservableType, value: str) -> None:
    """Without one, a word is a word."""
    assert _found(text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    ["user: -", "user=null", "the user said: hello", "user name", "hostname: 12", "host: unknown", "CORP\\alice"],
)
def test_placeholders_and_prose_name_nobody(text: str) -> None:
    """A dash is not an account."""
    assert _found(text) == []
