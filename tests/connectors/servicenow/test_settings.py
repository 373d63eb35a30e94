"""What cannot work is refused before anything is sent."""

import pytest

from triage_warden.connectors.servicenow.settings import ServiceNow, UnusableServiceNow

GOOD: dict[str, str] = {"url": "https://example.service-now.com", "user": "triage", "password": "made up"}


def test_a_user_with_a_password_or_a_token() -> None:
    """Neither is shown when it is printed."""
    assert "made up" not in repr(ServiceNow(**GOOD))  # type: ignore[arg-type]  # texts only
    assert "tok-1" not in repr(ServiceNow(url=GOOD["url"], token="tok-1"))


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"url": "example.service-now.com"}, "TW_SERVICENOW_URL"),
        ({"url": "http://example.service-now.com"}, "https"),
        ({"url": "https://user:secret@example.service-now.com"}, "TW_SERVICENOW_URL"),
        ({"password": None}, "TW_SERVICENOW_TOKEN"),
        ({"token": "t"}, "TW_SERVICENOW_TOKEN"),
        ({"table": "incident/../sys_user"}, "TW_SERVICENOW_TABLE"),
    ],
)
def test_anything_else_is_refused_by_its_name(changes: dict[str, str], named: str) -> None:
    """And the refusal holds no secret."""
    with pytest.raises(UnusableServiceNow, match=named) as refused:
        ServiceNow(**(GOOD | changes))  # type: ignore[arg-type]  # texts only
    assert "secret" not in refused.value.detail
