import pytest

from kit.web import World, a_client, problem
from triage_warden.core.identity.roles import Role
from triage_warden.observability.metrics import Metrics
from triage_warden.web.api.metrics import show_health
from triage_warden.web.shared.health import Component, Components, Database, Queue, Status


async def test_metrics_come_as_text_or_openmetrics() -> None:
    """By what the scraper accepts."""
    async with a_client(World()) as client:
        text = await client.get("/metrics")
        open_metrics = await client.get("/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0"})
    assert text.headers["content-type"].startswith("text/plain; version=")
    assert open_metrics.headers["content-type"].startswith("application/openmetrics-text")
    assert open_metrics.text.endswith("# EOF\n")
    assert 'triage_warden_queue_depth{queue="triage"} 2.0' in text.text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "X-Real-IP"])
async def test_what_a_proxy_passes_on_is_refused_unless_that_is_wanted(header: str) -> None:
    """An Ingress routes every path; credentials open nothing, and a signed-in browser is no scraper."""
    through = {header: "203.0.113.9"}
    async with a_client(World(), role=Role.ADMIN) as client:
        refused = await client.get("/metrics", headers=through)
    assert (refused.status_code, problem(refused)["code"]) == (403, "metrics_from_outside")
    assert "TW_METRICS_THROUGH_PROXIES" in str(problem(refused)["detail"])
    async with a_client(World(), role=None, metrics_through_proxies=True) as client:
        assert (await client.get("/metrics", headers=through)).status_code == 200


async def test_a_sidecar_is_no_proxy() -> None:
    """Envoy in a pod says by which scheme it was asked, and the scraper asked directly."""
    async with a_client(World(), role=None) as client:
        assert (await client.get("/metrics", headers={"X-Forwarded-Proto": "http"})).status_code == 200


async def test_nothing_is_asked_for_a_refused_scrape() -> None:
    """Whoever is outside does not make the database count."""
    asked: list[str] = []

    async def refresh() -> None:
        asked.append("database")

    async with a_client(World(), refresh_gauges=refresh) as client:
        await client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert asked == []


async def test_gauges_are_refreshed_before_they_are_read() -> None:
    """What lies in the database is as fresh as the scrape."""
    world = World()

    async def refresh() -> None:
        world.metrics.incidents_open.set(12)

    async with a_client(world, refresh_gauges=refresh) as client:
        assert "triage_warden_incidents_open 12.0" in (await client.get("/metrics")).text


async def test_paths_are_templates() -> None:
    """What callers make up makes no series: neither ids nor addresses that do not exist."""
    world = World()
    async with a_client(world) as client:
        for number in range(5):
            await client.get(f"/api/v1/incidents/INC-2026-{number}")
            await client.get(f"/made-up/{number}")
        await client.request("BREW", "/live")
        text = (await client.get("/metrics")).text
    lines = [line for line in text.splitlines() if line.startswith("http_requests_total{")]
    assert lines == [
        'http_requests_total{method="GET",path="/api/v1/incidents/{reference}",status="404"} 5.0',
        'http_requests_total{method="GET",path="(none)",status="404"} 5.0',
        'http_requests_total{method="OTHER",path="(none)",status="405"} 1.0',
    ]


def test_a_disabled_part_has_no_series_and_a_halted_switch_is_on() -> None:
    """A dashboard shows what there is."""
    metrics = Metrics()
    show_health(
        metrics,
        Components(
            database=Database(status=Status.UNHEALTHY),
            queue=Queue(status=Status.HEALTHY, depth={"act": 3}, oldest_seconds={"act": 9.5}, parked={"act": 1}),
            kill_switch=Component(status=Status.HALTED),
        ),
    )
    read = metrics.registry.get_sample_value
    healthy = [read("triage_warden_component_healthy", {"component": name}) for name in ("database", "queue", "redis")]
    assert healthy == [0, 1, None]
    assert read("triage_warden_kill_switch_active") == 1
    queue = [read(f"triage_warden_queue_{name}", {"queue": "act"}) for name in ("depth", "oldest_seconds", "parked")]
    assert queue == [3, 9.5, 1]
