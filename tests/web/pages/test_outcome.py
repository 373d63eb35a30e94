"""Tests of how forms are answered."""

import pytest

from triage_warden.kernel.errors import Conflict, Forbidden, Invalid, TriageError
from triage_warden.web.pages.outcome import page_status, see_other


@pytest.mark.parametrize(("error", "status"), [(None, 200), (Invalid(), 422), (Conflict(), 409), (Forbidden(), 403)])
def test_a_page_has_the_status_of_what_it_tells(error: TriageError | None, status: int) -> None:
    """As a program would be told."""
    assert page_status(error) == status


def test_one_is_led_on_by_an_answer_that_nobody_keeps() -> None:
    """The browser gets the next page with GET."""
    answer = see_other("/users?done")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/users?done")
    assert answer.headers["Cache-Control"] == "no-store"
