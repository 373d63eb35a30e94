"""An incident becomes a ticket: the command, the process, the database and a ServiceNow on a socket."""

import asyncio
import threading
from collections.abc import Generator
from contextlib import contextmanager

import httpx
import msgspec

from kit.command import run
from kit.process import a_data_folder, eventually, serving
from kit.servicenow.server import an_instance
from kit.servicenow.state import Fault, Instance, Moment


@contextmanager
def _served(instance: Instance) -> Generator[str]:
    """Serve an instance on a thread of its own."""
    ready, address = threading.Event(), list[str]()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        async with an_instance(instance) as url:
            address.append(url)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    try:
        assert ready.wait(20)
        yield address[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(20)
        loop.close()


def _an_incident(client: httpx.Client) -> str:
    alert = {
        "title": "Beacon seen",
        "source_id": "t-1",
        "severity": "high",
        "observables": [{"type": "hostname", "value": "ws-1", "role": "target"}],
    }
    taken = client.post("/api/v1/alerts", json=alert).raise_for_status().json()["alerts"][0]["id"]
    found: list[str] = []

    def grouped() -> bool:
        incident = client.get(f"/api/v1/alerts/{taken}").json()["incident_id"]
        found.extend([incident] if incident else [])
        return bool(found)

    eventually(grouped, every=0.1)
    return str(client.get(f"/api/v1/incidents/{found[0]}").json()["number"])


def test_a_lost_answer_makes_one_ticket_and_the_trace_tells_of_it() -> None:
    """Asked for by command; the instance makes the record and hangs up; it is asked and found. Halted, nothing goes."""
    instance = Instance()
    instance.faults.append(Fault(drop_at=Moment.DONE))
    with _served(instance) as url, a_data_folder() as folder:
        settings = {
            "TW_SERVICENOW_URL": url,
            "TW_SERVICENOW_USER": instance.user,
            "TW_SERVICENOW_PASSWORD": instance.password,
            "TW_BASE_URL": "https://triage.example.com",
        }
        with serving(folder, environment=settings) as running, running.client() as client:
            key = {"TW_API_KEY": running.credential()["Authorization"].removeprefix("Bearer ")}
            number = _an_incident(client)
            made = run(["action", "create", number, "--yes", "--output", "json", "--server", running.url], env=key)
            assert made.exit_code == 0, made.output
            action = msgspec.json.decode(made.stdout, type=dict[str, object])["id"]

            def done() -> bool:
                return bool(client.get(f"/api/v1/actions/{action}").json()["state"] == "done")

            eventually(done, every=0.1)
            (record,) = instance.records
            assert record["short_description"].startswith(number)
            assert f"https://triage.example.com/incidents/{number}" in record["description"]
            trace = client.get(f"/api/v1/incidents/{number}/trace").json()["items"]
            assert [each["state"] for each in trace if each["step"] == "action:create_ticket"] == ["done"]
            assert "INC0000001" in run(["incident", "show", number, "--server", running.url], env=key).stdout
            metrics = client.get("/metrics").text
            assert 'triage_warden_actions_total{action="create_ticket",outcome="done"} 1.0' in metrics
            assert 'triage_warden_connector_requests_total{connector="servicenow",outcome="broken"} 1.0' in metrics
            halted = ["kill-switch", "engage", "--reason", "Exercise", "--server", running.url]
            assert run(halted, env=key).exit_code == 0
            assert run(["action", "create", number, "--yes", "--server", running.url], env=key).exit_code == 1
            assert client.get("/health/detailed").json()["components"]["kill_switch"]["status"] == "halted"
            assert len(instance.records) == 1
        assert instance.password not in folder.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
