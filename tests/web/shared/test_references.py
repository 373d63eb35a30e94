from uuid import UUID

import pytest

from triage_warden.kernel.errors import NotFound
from triage_warden.web.shared.references import alert_id, incident_reference, quarantine_id

TEXT = "01912345-0000-7000-8000-00000000000a"


def test_numbers_and_ids_are_told_apart() -> None:
    """A number in any case, an id as it is."""
    assert incident_reference("inc-2026-000123") == "INC-2026-000123"
    assert incident_reference(TEXT) == alert_id(TEXT) == quarantine_id(TEXT) == UUID(TEXT)


@pytest.mark.parametrize("text", ["", "INC-26-1", "INC-2026-", "x", "INC-2026-1 ", "'; drop table"])
def test_what_can_be_neither_is_not_found(text: str) -> None:
    """There is no such thing, and no database is asked."""
    with pytest.raises(NotFound):
        incident_reference(text)
