"""Every metric, by name, help and labels, in one place."""

import msgspec
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import choose_encoder

HTTP_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
LAG_SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
TRIAGE_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0)
LOST = ("overflow", "stopped", "failed")
"""Shown as 0 from the start: of a series that begins at its first loss, Prometheus sees no increase."""


class Declared(msgspec.Struct, frozen=True):
    """A metric's name as it is scraped, its kind, what it says, and its labels."""

    name: str
    kind: str
    text: str
    labels: tuple[str, ...]


class Metrics:
    """The metrics of one process, in a registry of their own so that tests and programs do not share counts.

    Names and labels are a contract with dashboards and alert rules (`docs/reference/metrics.md` is made from them).
    Label values are never taken from what a caller sent: paths are route templates, sources are known names.
    """

    def __init__(self, *, process: bool = False) -> None:
        """Declare all metrics; `process` adds the process's own memory, CPU and file descriptors."""
        disable_created_metrics()  # type: ignore[no-untyped-call]  # untyped; *_created series are read by no dashboard
        self.registry = CollectorRegistry(auto_describe=False)
        self.declared: list[Declared] = []
        self._http()
        self._triage()
        self._running()
        self._expiring()
        self._outside()
        self._listening()
        if process:
            ProcessCollector(registry=self.registry)
            PlatformCollector(registry=self.registry)

    def exposition(self, accept: str) -> tuple[bytes, str]:
        """Return all metrics and their content type: OpenMetrics where `accept` asks for it, else Prometheus text."""
        encode, content_type = choose_encoder(accept)
        return encode(self.registry), content_type

    def _http(self) -> None:
        self.http_requests = self._counter(
            "http_requests_total",
            "Requests answered; path is the route's template.",
            ("method", "path", "status"),
        )
        self.http_request_duration = self._histogram(
            "http_request_duration_seconds",
            "Time from a request's first byte to the end of its answer.",
            ("method", "path"),
            buckets=HTTP_SECONDS,
        )
        self.webhooks_refused = self._counter(
            "triage_warden_webhooks_refused_total",
            "Deliveries to webhooks that were not taken in, by the code of the answer; an unknown source is (none).",
            ("source", "reason"),
        )

    def _triage(self) -> None:
        self.rate_limited = self._counter(
            "triage_warden_rate_limited_total",
            "Requests turned away by rate limits, by the limit that was used up: caller, address or source.",
            ("limit",),
        )
        self.rate_limits_shared = self._gauge(
            "triage_warden_rate_limits_shared",
            "1 while requests are counted with the other replicas in Redis, 0 while this process counts alone.",
        )
        self.alerts = self._counter(
            "triage_warden_alerts_total",
            "Alerts sent to us, by what became of them: accepted, duplicate or quarantined.",
            ("source", "outcome"),
        )
        self.incidents = self._counter(
            "triage_warden_incidents_total",
            "Incidents assessed for the first time.",
            ("severity", "verdict"),
        )
        self.incidents_open = self._gauge("triage_warden_incidents_open", "Incidents neither resolved nor closed.")
        self.triage_duration = self._histogram(
            "triage_warden_triage_duration_seconds",
            "Time from taking in an incident's newest alert to its assessment.",
            buckets=TRIAGE_SECONDS,
        )
        self.actions = self._counter(
            "triage_warden_actions_total", "Actions by what became of them.", ("action", "outcome")
        )
        self.actions_unknown = self._gauge(
            "triage_warden_actions_unknown",
            "Actions of which nobody knows whether they were done; a person has to look.",
        )

    def _running(self) -> None:
        self.queue_depth = self._gauge("triage_warden_queue_depth", "Jobs that wait.", ("queue",))
        self.queue_parked = self._gauge(
            "triage_warden_queue_parked", "Jobs that failed too often and are kept for a person.", ("queue",)
        )
        self.queue_oldest = self._gauge(
            "triage_warden_queue_oldest_seconds", "Age of the job that has waited longest.", ("queue",)
        )
        self.leader = self._gauge("triage_warden_leader", "1 where this instance leads, else 0.", ("instance",))
        self.leader_transitions = self._counter(
            "triage_warden_leader_transitions_total", "Times that leadership was won or lost by this instance."
        )
        self.schedule_ticks = self._counter(
            "triage_warden_schedule_ticks_total",
            "Ticks of singleton work by this instance: fired, failed (tried again) or refused (another one leads).",
            ("schedule", "outcome"),
        )
        self.kill_switch_active = self._gauge(
            "triage_warden_kill_switch_active",
            "1 while the kill switch is on for anything, or cannot be read, else 0.",
        )
        self.audit_chains_broken = self._gauge(
            "triage_warden_audit_chains_broken", "Tenants whose record is not the one whose head was kept."
        )
        self.audit_checked = self._gauge(
            "triage_warden_audit_checked_timestamp_seconds",
            "When this process last held every tenant's record against the head that was kept, as Unix time.",
        )
        self.event_loop_lag = self._histogram(
            "triage_warden_event_loop_lag_seconds",
            "How late the event loop came to a timer, four times a second.",
            buckets=LAG_SECONDS,
        )
        self.component_healthy = self._gauge(
            "triage_warden_component_healthy",
            "1 where the component is healthy, else 0; a disabled component is left out.",
            ("component",),
        )
        self.db_pool_connections = self._gauge(
            "triage_warden_db_pool_connections", "Database connections of this process.", ("state",)
        )
        self.db_pool_limit = self._gauge(
            "triage_warden_db_pool_limit", "Connections that this process may open for requests and jobs."
        )
        self.db_pool_waiting = self._gauge(
            "triage_warden_db_pool_waiting", "Callers in this process who wait for a connection of the pool."
        )
        self.build_info = self._gauge(
            "triage_warden_build_info", "Always 1; which version runs here, and in which role.", ("version", "role")
        )

    def _expiring(self) -> None:
        self.api_keys_expiring = self._gauge(
            "triage_warden_api_keys_expiring",
            "API keys that were used within a week, end within a week, and have no successor.",
        )
        self.certificate_expiry = self._gauge(
            "triage_warden_certificate_expiry_timestamp_seconds",
            "When a chain that this process loaded, or the last of a list of authorities, ends; Unix time.",
            ("name",),
        )

        self.backup_last_success = self._gauge(
            "triage_warden_backup_last_success_timestamp_seconds",
            "When `triage-warden backup create` last ended well, as the record has it, as Unix time; 0: never.",
        )
        self.backup_within = self._gauge(
            "triage_warden_backup_within_seconds",
            "How old the newest backup may be (TW_BACKUP_WITHIN_HOURS); 0: the database is backed up by other means.",
        )

    def _outside(self) -> None:
        self.connector_requests = self._counter(
            "triage_warden_connector_requests_total", "Requests to other systems.", ("connector", "outcome")
        )
        self.connector_up = self._gauge(
            "triage_warden_connector_up",
            "0 where a connected system failed this process several times in a row and has not answered since, else 1.",
            ("connector",),
        )

    def _listening(self) -> None:
        self.syslog_messages = self._counter(
            "triage_warden_syslog_messages_total", "Syslog messages received.", ("transport",)
        )
        self.syslog_lost = self._counter(
            "triage_warden_syslog_lost_total",
            "Syslog messages known to be lost: overflow (UDP, no room), stopped (not committed), failed (a defect).",
            ("reason",),
        )
        for reason in LOST:
            self.syslog_lost.labels(reason)
        self.syslog_connections = self._gauge(
            "triage_warden_syslog_connections", "Open syslog connections.", ("transport",)
        )

    def _counter(self, name: str, text: str, labels: tuple[str, ...] = ()) -> Counter:
        self.declared.append(Declared(name, "counter", text, labels))
        return Counter(name, text, labels, registry=self.registry)

    def _gauge(self, name: str, text: str, labels: tuple[str, ...] = ()) -> Gauge:
        self.declared.append(Declared(name, "gauge", text, labels))
        return Gauge(name, text, labels, registry=self.registry)

    def _histogram(
        self, name: str, text: str, labels: tuple[str, ...] = (), *, buckets: tuple[float, ...]
    ) -> Histogram:
        self.declared.append(Declared(name, "histogram", text, labels))
        return Histogram(name, text, labels, registry=self.registry, buckets=buckets)
