"""The queue over HTTP."""

from kit.queue_desk import a_queued_job
from kit.web import World, a_client, problem
from triage_warden.kernel.jobs import JobState


def a_world() -> World:
    """Return a world with a job that waits and one that was parked."""
    world = World()
    world.queue.jobs = {1: a_queued_job(1, JobState.WAITING), 2: a_queued_job(2)}
    return world


async def test_jobs_are_listed_by_state_and_shown_with_their_reason() -> None:
    """The reason is a sentence, and there is no trace in it."""
    async with a_client(a_world()) as client:
        everything = (await client.get("/api/v1/queue")).json()["items"]
        parked = (await client.get("/api/v1/queue?state=parked")).json()["items"]
        shown = (await client.get("/api/v1/queue/2")).json()
    assert [job["id"] for job in everything] == [2, 1]
    assert [job["id"] for job in parked] == [2]
    assert (shown["family"], shown["attempts"], shown["reason"][:14]) == ("invalid", 5, "unreadable_job")


async def test_a_parked_job_is_tried_again_and_one_that_waits_is_not() -> None:
    """What waits needs no help."""
    async with a_client(a_world()) as client:
        again = await client.post("/api/v1/queue/2/retry")
        refused = await client.post("/api/v1/queue/1/retry")
    assert again.json()["state"] == "waiting"
    assert problem(refused)["status"] == 409


async def test_dropping_a_job_asks_for_a_reason() -> None:
    """Without one nothing is dropped; with one it is on the record under the caller's name."""
    world = a_world()
    async with a_client(world) as client:
        refused = await client.post("/api/v1/queue/2/discard", json={"reason": ""})
        assert world.queue.discarded == []
        done = await client.post("/api/v1/queue/2/discard", json={"reason": "A duplicate of job 1."})
    assert refused.status_code == 422
    assert done.status_code == 200
    assert [(number, reason) for number, reason, _ in world.queue.discarded] == [(2, "A duplicate of job 1.")]


async def test_what_is_no_number_is_not_found_and_what_is_no_state_is_said() -> None:
    """Never an error of ours."""
    async with a_client(a_world()) as client:
        for path in ("/api/v1/queue/x", "/api/v1/queue/-1", f"/api/v1/queue/{'9' * 40}", "/api/v1/queue/3"):
            assert problem(await client.get(path))["status"] == 404
        assert problem(await client.get("/api/v1/queue?state=lost"))["status"] == 422
