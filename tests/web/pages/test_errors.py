from dataclasses import dataclass

import pytest

from kit.web import World, a_client, problem
from triage_warden.core.incidents.model import Incident
from triage_warden.kernel.errors import Unavailable
from triage_warden.kernel.page import Page

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@dataclass(frozen=True, slots=True)
class Failing:
    """Incidents that cannot be read."""

    error: Exception

    async def page(self, *_: object) -> Page[Incident]:
        """Fail."""
        raise self.error


async def test_browsers_get_pages_and_programs_get_problems() -> None:
    """By what they ask for; under /api always a problem."""
    async with a_client(World()) as client:
        page = await client.get("/nowhere", headers=BROWSER)
        for path, headers in (("/nowhere", {}), ("/api/v1/nowhere", BROWSER)):
            assert problem(await client.get(path, headers=headers))["code"] == "not_found"
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["x-request-id"] in page.text


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (RuntimeError("the inner workings"), 500, "Something went wrong on our side"),
        (Unavailable(detail="The database does not answer.", retry_after=9), 503, "The database does not answer."),
    ],
)
async def test_what_broke_is_said_without_its_inside(error: Exception, status: int, words: str) -> None:
    """With the id under which the log has it."""
    async with a_client(World(), incidents=Failing(error)) as client:
        answer = await client.get("/incidents", headers=BROWSER)
    assert answer.status_code == status
    assert words in answer.text
    assert "inner workings" not in answer.text
    assert answer.headers.get("retry-after") == ("9" if status == 503 else None)
