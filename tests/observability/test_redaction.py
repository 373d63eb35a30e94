import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage_warden.observability.redaction import HIDDEN, LONGEST, redact


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "client_secret",
        "Authorization",
        "api_key",
        "cookie",
        "TW_ENCRYPTION_KEY",
        "DATABASE_URL",
        "access_token",
    ],
)
def test_values_under_secret_names_are_hidden(name: str) -> None:
    """Whatever they are, at any depth."""
    assert redact(None, "info", {name: "hunter2"}) == {name: HIDDEN}
    assert redact(None, "info", {"outer": [{name: {"deep": "hunter2"}}]}) == {"outer": [{name: HIDDEN}]}


@pytest.mark.parametrize(
    "text",
    [
        "connect to postgres://app:hunter2-long@db/x failed",
        "GET / Authorization: Bearer hunter2-long",
        "password=hunter2-long&x=1",
        "api_key: hunter2-long",
        "sk-ant-hunter2-long-0000",
        "no such key tw_abcdefgh_hunter2hunter2hunter2",
        "refused eyJhbGciOiJIUzI1NiJ9.eyJodW50ZXIyIjoxfQ_hunter2.c2lnbmF0dXJl",
    ],
)
def test_secrets_inside_text_are_hidden(text: str) -> None:
    """The usual shapes; the rest of the text stays."""
    shown = str(redact(None, "info", {"event": text})["event"])
    assert "hunter2" not in shown
    assert HIDDEN in shown


@pytest.mark.parametrize(
    "event", [{"event": "alert_taken_in", "alert_id": "a-1", "tokens": 12, "path": "/api/v1/alerts", "author": "x"}]
)
def test_what_is_no_secret_stays(event: dict[str, object]) -> None:
    """Counts of tokens are no tokens."""
    assert redact(None, "info", dict(event)) == event


@given(st.text(max_size=LONGEST * 3))
def test_no_text_fills_the_disk(text: str) -> None:
    """Long ones are cut, and say how long they were."""
    assert len(str(redact(None, "info", {"event": text})["event"])) <= LONGEST * 5
