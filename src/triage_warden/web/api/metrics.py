"""`GET /metrics`."""

import asyncio
from typing import Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler

from triage_warden.observability.metrics import Metrics
from triage_warden.web.api.health import check
from triage_warden.web.dependencies import WebDependencies
from triage_warden.web.openapi.declare import KEY, Operation
from triage_warden.web.shared.access import public
from triage_warden.web.shared.client_address import came_through_proxy
from triage_warden.web.shared.errors import MetricsFromOutside
from triage_warden.web.shared.health import Components, Status, statuses
from triage_warden.web.shared.requests import AnyRequest


@get(
    "/metrics",
    operation_id="metrics",
    summary="Metrics for Prometheus",
    tags=["health"],
    opt={KEY: Operation(answer_types=("text/plain", "application/openmetrics-text"))}
    | public("Prometheus scrapes it, at the process's own port; refused through a proxy"),
)
async def metrics(request: AnyRequest, deps: NamedDependency[WebDependencies]) -> Response[bytes]:
    """Answer in Prometheus text, or in OpenMetrics where `Accept` asks for it; through a proxy nobody is answered."""
    if came_through_proxy(request.scope["headers"]) and not deps.metrics_through_proxies:
        raise MetricsFromOutside
    _, components = await asyncio.gather(deps.refresh_gauges(), check(deps))
    show_health(deps.metrics, components)
    deps.metrics.leader.labels(deps.instance_id).set(bool(components.leader_elector.is_leader))
    body, content_type = deps.metrics.exposition(request.headers.get("accept", ""))
    return Response(body, media_type=content_type)


def show_health(metrics: Metrics, components: Components) -> None:
    """Set the gauges that say how the parts are."""
    for name, status in statuses(components):
        if status is not Status.DISABLED:
            metrics.component_healthy.labels(name).set(status is Status.HEALTHY)
    for queue, depth in components.queue.depth.items():
        metrics.queue_depth.labels(queue).set(depth)
    for queue, seconds in components.queue.oldest_seconds.items():
        metrics.queue_oldest.labels(queue).set(seconds)
    for queue, parked in components.queue.parked.items():
        metrics.queue_parked.labels(queue).set(parked)
    metrics.kill_switch_active.set(components.kill_switch.status is Status.HALTED)


HANDLERS: Final[tuple[HTTPRouteHandler, ...]] = (metrics,)
