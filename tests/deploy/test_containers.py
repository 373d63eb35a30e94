"""The chart's pods as containers: two API, two orchestrators, PostgreSQL and Redis, behind nginx.

What the chart renders is what runs: environment, commands, scripts, mounts, users, probes, hooks and grace; only the
memory of ours is less than its limit: what it asks for. The tests go through one installation, from its start to the
replacement of its last container.
"""

import time
from collections.abc import Callable, Generator

import httpx
import pytest

from kit.deploy.installation import API, ORCHESTRATOR, POSTGRESQL, REDIS, Installation, an_installation
from kit.deploy.podman import until
from kit.deploy.pods import Pod, cpu_seconds, working_set
from kit.deploy.traffic import Traffic, an_alert

pytestmark = [pytest.mark.deploy, pytest.mark.timeout(1500), pytest.mark.xdist_group("containers")]

Tell = Callable[[str], None]
READY_WITHIN = 4.0
"""Seconds at half a core."""
HEARS_OF_IT = 1.0
"""Seconds until the ingress sends nothing more to a pod that is to end: so long the endpoints are on their way."""


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Tell:
    """Return what shows a figure of the report, whatever pytest captures."""

    def told(text: str) -> None:
        with capsys.disabled():
            print(f"\n{text}", end="")  # noqa: T201  # that is what it is for

    return told


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Generator[Installation]:
    """Return one for all tests."""
    folder = tmp_path_factory.mktemp("files")
    folder.parent.chmod(0o755)  # whom a pod runs as reads there
    folder.chmod(0o755)
    with an_installation(folder) as made:
        yield made


def test_all_pods_become_ready_within_what_they_ask_for(installation: Installation, tell: Tell) -> None:
    """Read-only, uid 1000, no capabilities, 256 MiB: all are ready, migrated once, and one leads."""
    tell(f"from nothing to all ready: {installation.started:.1f} s")
    for pod in _all(installation, API, ORCHESTRATOR):
        assert pod.probe("livenessProbe"), pod.name
        assert pod.probe("startupProbe"), pod.name
        tell(f"idle: {pod.name} {working_set(pod.container):.0f} MiB")


@pytest.mark.parametrize("workload", [API, ORCHESTRATOR])
def test_is_ready_within_four_seconds_of_half_a_core(installation: Installation, tell: Tell, workload: str) -> None:
    """From the container's start to the first green `/ready`: two seconds of processor time, busy machine or not."""
    pod = installation.cluster.pod(workload, 9)
    pod.limits = ("--cpus", "0.5")
    pod.start()
    until(lambda: pod.probe("readinessProbe"), f"{pod.name} is ready", seconds=60, every=0.02)
    wall, used = time.monotonic() - pod.begun, cpu_seconds(pod.container)
    pod.container.stop()
    tell(f"ready: {workload} {wall:.2f} s at half a core, {used:.2f} s of processor time")
    assert used < READY_WITHIN * 0.5


def test_the_guides_commands_run_inside(installation: Installation) -> None:
    """What the guide has after `kubectl exec … --` does what it says there."""
    api = installation.cluster.pods[f"{API}-0"].container
    assert api.exec("triage-warden", "migrate").returncode == 0
    status = api.exec("triage-warden", "migrate", "--status").stdout
    assert "pending" not in status
    assert "applied" in status
    assert api.exec("curl", "-s", "http://localhost:8080/live", "-o", "/dev/null", "-w", "%{http_code}").stdout == "200"
    assert (
        api.exec("curl", "-s", "http://localhost:8080/ready", "-o", "/dev/null", "-w", "%{http_code}").stdout == "200"
    )
    assert '"leader_elector"' in api.exec("curl", "-s", "http://localhost:8080/health/detailed").stdout
    tried = api.exec("timeout", "2", "curl", "-sv", f"telnet://{POSTGRESQL}:5432", check=False)
    assert "Connected to" in tried.stderr
    assert api.exec("id").stdout.startswith("uid=1000(triage-warden) gid=1000(triage-warden)")


def test_the_leaders_key_is_in_redis(installation: Installation) -> None:
    """`redis-cli KEYS "tw:leader:*"` shows it, and the orchestrators agree on who leads."""
    keys = installation.cluster.pods[f"{REDIS}-0"].container.exec("redis-cli", "KEYS", "tw:leader:*").stdout.split()
    assert keys
    assert all(each.startswith("tw:leader:") for each in keys)
    assert _leader(installation).startswith(ORCHESTRATOR)


def test_metrics_are_read_at_the_pod_and_not_through_the_ingress(installation: Installation) -> None:
    """Prometheus asks the pod's own port; whoever reaches the site is refused, known or not."""
    with installation.client() as client:
        for headers in ({}, installation.headers):
            assert client.get("/metrics", headers=headers).status_code == 403
    api = installation.cluster.pods[f"{API}-0"].container
    assert "triage_warden_build_info" in api.exec("curl", "-s", "http://localhost:8080/metrics").stdout


def test_alerts_become_assessed_incidents(installation: Installation) -> None:
    """What the API takes in, an orchestrator triages."""
    with installation.client() as client:
        answer = client.post("/api/v1/alerts", headers=installation.headers, json=an_alert("first"))
    assert answer.status_code == 202
    until(lambda: _assessed(installation), "every incident is assessed", seconds=60)
    incidents = installation.ask("/api/v1/incidents").json()["items"]
    assert incidents[0]["verdict"] is not None


def test_a_rollout_loses_no_request_and_no_alert(installation: Installation, tell: Tell) -> None:
    """Each container of ours is replaced, and Redis: no request fails, and all that was accepted is assessed."""
    with installation.traffic("rollout") as traffic:
        time.sleep(3)
        taken = {
            **{f"{API}-{number}": _replace_api(installation, number) for number in (0, 1)},
            **{f"{ORCHESTRATOR}-{number}": _replace(installation, f"{ORCHESTRATOR}-{number}") for number in (1, 0)},
            f"{REDIS}-0": _replace(installation, f"{REDIS}-0"),
        }
        loaded = {pod.name: working_set(pod.container) for pod in _all(installation, API, ORCHESTRATOR)}
        time.sleep(3)
    tell(f"rollout: {traffic.told}")
    tell(f"seconds to stop: { {name: round(seconds, 1) for name, seconds in taken.items()} }")
    tell(f"under load, MiB: { {name: round(held) for name, held in loaded.items()} }")
    assert traffic.failed == 0, traffic.refusals
    assert traffic.sent > 500
    _nothing_lost(installation, traffic, tell)


def test_a_restart_of_the_database_loses_no_alert(installation: Installation, tell: Tell) -> None:
    """While the one PostgreSQL restarts requests are refused for a moment, but nothing accepted is lost."""
    with installation.traffic("restart") as traffic:
        time.sleep(2)
        _replace(installation, f"{POSTGRESQL}-0")
        until(lambda: _answers_well(installation), "requests are answered again", seconds=60)
        time.sleep(3)
    tell(f"restart of PostgreSQL: {traffic.told}")
    assert set(traffic.outcomes) <= {"200", "202", "503"}, traffic.outcomes
    _nothing_lost(installation, traffic, tell)


def test_nothing_is_written_but_to_tmp(installation: Installation) -> None:
    """The root file systems are as they were; nothing ran out of memory."""
    for pod in _all(installation, API, ORCHESTRATOR):
        assert [line for line in pod.container.written() if line != "C /etc"] == [], pod.name  # its hosts file
        assert not pod.container.state["OOMKilled"]


def _replace_api(installation: Installation, number: int) -> float:
    """As a Deployment does: one more first, and when it is ready one of the old ones goes."""
    old = installation.cluster.pods[f"{API}-{number}"]
    new = installation.cluster.pod(API, number + 2)
    new.start()
    new.wait_until_ready()
    installation.serving.append(new)
    installation.turn()
    taken = _terminate(old, lambda: _leave(installation, old))
    assert old.container.state["ExitCode"] == 0, old.container.log[-2000:]
    return taken


def _leave(installation: Installation, pod: Pod) -> None:
    time.sleep(HEARS_OF_IT)
    installation.serving.remove(pod)
    installation.turn()


def _terminate(pod: Pod, meanwhile: Callable[[], None]) -> float:
    """End a pod; what the cluster hears of it goes its own way meanwhile."""
    from threading import Thread

    hearing = Thread(target=meanwhile)
    hearing.start()
    taken = pod.terminate()
    hearing.join()
    return taken


def _replace(installation: Installation, name: str) -> float:
    """As a StatefulSet does: the old one goes, and one of the same name comes."""
    pod = installation.cluster.pods[name]
    taken = pod.terminate()
    assert pod.container.state["ExitCode"] == 0, pod.container.log[-2000:]
    pod.container.remove()
    pod.start()
    pod.wait_until_ready()
    return taken


def _all(installation: Installation, *workloads: str) -> list[Pod]:
    pods = installation.cluster.pods.values()
    return [pod for pod in pods if pod.name.startswith(workloads) and pod.container.state["Running"]]


def _leader(installation: Installation) -> str:
    health = installation.cluster.pods[f"{ORCHESTRATOR}-0"].container.exec(
        "curl", "-s", "localhost:8080/health/detailed"
    )
    found: str = httpx.Response(200, text=health.stdout).json()["components"]["leader_elector"]["leader"]
    return found


def _answers_well(installation: Installation) -> bool:
    return installation.ask("/api/v1/incidents?limit=1").status_code == 200


def _assessed(installation: Installation) -> bool:
    """Whether every alert is in an incident, and every incident has an assessment."""
    left = "SELECT count(*) FROM incidents WHERE verdict IS NULL"
    waiting = "SELECT count(*) FROM alerts a WHERE NOT EXISTS (SELECT FROM incident_links l WHERE l.alert_id = a.id)"
    grouped = _total(installation) > 0 and installation.sql(waiting) == ["0"]
    return grouped and installation.sql(left) == ["0"]  # asked last: an incident may be made while the others are


def _total(installation: Installation) -> int:
    return int(installation.sql("SELECT count(*) FROM incidents")[0])


def _nothing_lost(installation: Installation, traffic: Traffic, tell: Tell) -> None:
    stored = set(installation.sql("SELECT id FROM alerts"))
    lost = traffic.accepted - stored
    seconds = until(lambda: _assessed(installation), "every incident is assessed", seconds=240, every=1)
    tell(f"accepted {len(traffic.accepted)} alerts, lost {len(lost)}; all assessed {seconds:.0f} s later")
    assert lost == set()
