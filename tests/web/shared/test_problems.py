from dataclasses import dataclass

import pytest
import structlog
from litestar.exceptions import PermissionDeniedException
from structlog.testing import capture_logs

from kit.web import World, a_client, problem
from triage_warden.core.incidents.model import Incident
from triage_warden.kernel.errors import (
    Conflict,
    FieldError,
    Forbidden,
    Invalid,
    NotFound,
    TooLarge,
    TriageError,
    Unavailable,
)
from triage_warden.kernel.page import Page
from triage_warden.web.shared.problems import problem_of


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Invalid(), 422),
        (TooLarge(), 413),
        (NotFound(), 404),
        (Conflict(), 409),
        (Forbidden(), 403),
        (Unavailable(), 503),
        (TriageError(), 500),
        (PermissionDeniedException(), 403),
        (ValueError("password=hunter2"), 500),
    ],
)
def test_families_have_statuses(error: Exception, status: int) -> None:
    """A new error of a family needs no line here."""
    found, _ = problem_of(error, "r-1")
    assert found.status == status
    assert found.request_id == "r-1"
    assert "hunter2" not in str(found)


def test_a_subclass_keeps_its_own_code_and_pointers() -> None:
    """The family gives the status, the error the words."""

    class WrongColour(Invalid):
        """The colour is wrong."""

    found, _ = problem_of(WrongColour(errors=(FieldError(pointer="/colour", detail="Take another."),)), "r")
    assert (found.code, found.detail, found.type) == (
        "wrong_colour",
        "The colour is wrong.",
        "urn:triage-warden:problem:wrong-colour",
    )
    assert found.errors[0].pointer == "/colour"


@dataclass(slots=True)
class Broken:
    """Incidents whose reading fails in a way that nobody named."""

    async def page(self, *_: object) -> Page[Incident]:
        """Fail."""
        raise RuntimeError("secret of the house")


async def test_the_unexpected_is_logged_and_says_nothing() -> None:
    """The caller gets an id, the log the trace under the same id."""
    structlog.reset_defaults()
    async with a_client(World(), incidents=Broken()) as client:
        with capture_logs() as lines:
            answer = await client.get("/api/v1/incidents")
    assert answer.status_code == 500
    assert problem(answer)["code"] == "internal"
    assert "secret of the house" not in answer.text
    logged = next(line for line in lines if line["event"] == "request_failed")
    assert logged["request_id"] == answer.headers["x-request-id"]
    assert isinstance(logged["exc_info"], RuntimeError)


async def test_the_frameworks_own_errors_are_problems_too() -> None:
    """A wrong address and a wrong method."""
    async with a_client(World()) as client:
        nowhere = await client.get("/api/v1/nowhere")
        wrong_method = await client.delete("/api/v1/incidents")
    assert problem(nowhere)["code"] == "not_found"
    assert problem(wrong_method)["code"] == "method_not_allowed"
    assert "GET" in wrong_method.headers["allow"]


async def test_what_tries_to_get_around_us_is_a_warning() -> None:
    """Forms of other sites and names that are not ours; by its code and the request's id."""
    with capture_logs() as lines:
        async with a_client(World()) as client:
            await client.post("/api/v1/alerts", content=b"{}", headers={"origin": "https://evil.example"})
        async with a_client(World(), hosts=frozenset({"localhost"})) as client:
            await client.get("/api/v1/incidents", headers={"host": "rebound.example"})
    told = [line for line in lines if line["event"] == "request_turned_away"]
    assert [(line["code"], line["log_level"]) for line in told] == [
        ("foreign_origin", "warning"),
        ("unknown_host", "warning"),
    ]
    assert all(line["request_id"] for line in told)
