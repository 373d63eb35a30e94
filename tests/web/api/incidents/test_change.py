import pytest

from kit.scene import a_scene
from kit.web import a_client, problem

ONE = "/api/v1/incidents/INC-2026-000123"


async def test_an_incident_goes_from_open_to_resolved_to_open_to_closed() -> None:
    """Each change answers with the incident as it is now."""
    async with a_client(a_scene()) as client:
        found = [
            (await client.post(f"{ONE}/{change}", json=body)).json()
            for change, body in (
                ("resolve", {"disposition": "true_positive", "reason": "The user says so."}),
                ("reopen", {"reason": "It goes on."}),
                ("assign", {"assignee": "night shift"}),
                ("close", {"reason": "Done."}),
            )
        ]
    assert [each["status"] for each in found] == ["resolved", "open", "open", "closed"]
    assert found[0]["disposition"] == "true_positive"
    assert found[2]["assignee"] == "night shift"


async def test_a_change_that_its_status_forbids_is_a_conflict() -> None:
    """409, and nothing changed."""
    async with a_client(a_scene()) as client:
        answer = await client.post(f"{ONE}/reopen", json={"reason": "Why not?"})
        now = (await client.get(ONE)).json()
    assert answer.status_code == 409
    assert problem(answer)["code"] == "conflict"
    assert now["status"] == "open"


@pytest.mark.parametrize(
    ("change", "body", "status", "pointer"),
    [
        ("resolve", b'{"disposition":"meh","reason":"x"}', 422, "/disposition"),
        ("resolve", b'{"disposition":"true_positive"}', 422, "/reason"),
        ("resolve", b'{"disposition":"true_positive","reason":"x","by":"me"}', 422, "/by"),
        ("close", b'{"reason":""}', 422, "/reason"),
        ("close", b'{"reason":7}', 422, "/reason"),
        ("close", b'{"reason":"\\u0000"}', 422, "/reason"),
        ("assign", b'{"assignee":["a"]}', 422, "/assignee"),
        ("close", b"{", 400, None),
        ("close", b"[" * 5000, 422, ""),
        ("close", b"\xff", 400, None),
        ("close", b"[1]", 422, ""),
    ],
)
async def test_a_bad_body_is_refused_by_field(change: str, body: bytes, status: int, pointer: str | None) -> None:
    """The problem points at the field; nothing was done."""
    async with a_client(a_scene()) as client:
        answer = await client.post(f"{ONE}/{change}", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    errors = problem(answer)["errors"]
    assert isinstance(errors, list)
    assert [each["pointer"] for each in errors] == ([] if pointer is None else [pointer])


async def test_forms_of_other_sites_cannot_change_anything() -> None:
    """A page elsewhere cannot send JSON without asking first, and is refused by its origin besides."""
    async with a_client(a_scene()) as client:
        form = await client.post(f"{ONE}/close", data={"reason": "x"})
        foreign = await client.post(f"{ONE}/close", json={"reason": "x"}, headers={"origin": "https://evil.example"})
    assert form.status_code == 415
    assert foreign.status_code == 403


async def test_a_huge_body_is_not_read() -> None:
    """A change is a few fields; megabytes of them are refused."""
    async with a_client(a_scene()) as client:
        answer = await client.post(f"{ONE}/close", json={"reason": "x" * 100_000})
    assert answer.status_code == 413
