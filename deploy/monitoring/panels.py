"""What the dashboard shows, as data: rows of panels, each with its queries.

A query's job is the variable `$job`. What all replicas read from one database is a `max`; what each counts is a sum.
"""

from typing import Final

from deploy.monitoring.panel import Graph, Number, Query, Row

JOB: Final = 'job="$job"'
_ASKED: Final = f'{JOB},path!~"/live|/ready|/health.*|/metrics"'
_ANSWERED: Final = f'{JOB},path!~".*/live|/ready|/health.*|/metrics|/api/v1/events|/api/v1/audit/export"'


def quantiles(histogram: str, labels: str, *, of: tuple[float, ...] = (0.5, 0.9, 0.99)) -> tuple[Query, ...]:
    """Return a query for each quantile of a histogram, over all replicas."""
    return tuple(
        Query(
            f"histogram_quantile({q}, sum by (le) (rate({histogram}_bucket{{{labels}}}[$__rate_interval])))",
            f"p{q:.0%}".rstrip("%"),
        )
        for q in of
    )


NOW: Final = Row(
    "Now",
    (
        Number("Replicas up", "Targets that Prometheus reaches.", Query(f"sum(up{{{JOB}}})"), bad_below=1),
        Number(
            "Leaders",
            "Orchestrators that say they lead; it should be one.",
            Query(f"sum(triage_warden_leader{{{JOB}}})"),
            bad_from=2,
            bad_below=1,
        ),
        Number(
            "Kill switch",
            "1 while it is on for anything; also while nobody can read it.",
            Query(f"max(triage_warden_kill_switch_active{{{JOB}}})"),
            bad_from=1,
        ),
        Number(
            "Broken audit chains",
            "Tenants whose record is not the one whose head was kept.",
            Query(f"max(triage_warden_audit_chains_broken{{{JOB}}})"),
            bad_from=1,
        ),
        Number("Open incidents", "Neither resolved nor closed.", Query(f"max(triage_warden_incidents_open{{{JOB}}})")),
        Number(
            "Waiting for a person",
            "Actions that were proposed and wait for approval.",
            Query(f"max(triage_warden_actions_pending_approval{{{JOB}}})"),
        ),
    ),
)

INTAKE: Final = Row(
    "Intake",
    (
        Graph(
            "Alerts taken in, by source",
            "Accepted, repeated and quarantined together.",
            (Query(f"sum by (source) (rate(triage_warden_alerts_total{{{JOB}}}[$__rate_interval]))", "{{source}}"),),
            unit="ops",
            stacked=True,
        ),
        Graph(
            "Alerts taken in, by outcome",
            "A repeat is folded into the alert that it repeats; what cannot be read waits in quarantine.",
            (Query(f"sum by (outcome) (rate(triage_warden_alerts_total{{{JOB}}}[$__rate_interval]))", "{{outcome}}"),),
            unit="ops",
        ),
        Graph(
            "Syslog",
            "Messages received, and those known to be lost.",
            (
                Query(
                    f"sum by (transport) (rate(triage_warden_syslog_messages_total{{{JOB}}}[$__rate_interval]))",
                    "{{transport}}",
                ),
                Query(
                    f"sum by (reason) (rate(triage_warden_syslog_lost_total{{{JOB}}}[$__rate_interval]))",
                    "lost: {{reason}}",
                ),
            ),
            unit="ops",
        ),
        Graph(
            "Open syslog connections",
            "Of all replicas.",
            (Query(f"sum by (transport) (triage_warden_syslog_connections{{{JOB}}})", "{{transport}}"),),
        ),
    ),
)

QUEUE: Final = Row(
    "Queue",
    (
        Graph(
            "Jobs that wait",
            "The same on every replica.",
            (Query(f"max by (queue) (triage_warden_queue_depth{{{JOB}}})", "{{queue}}"),),
        ),
        Graph(
            "Age of the oldest job",
            "Over five minutes there is a warning, over half an hour a page.",
            (Query(f"max by (queue) (triage_warden_queue_oldest_seconds{{{JOB}}})", "{{queue}}"),),
            unit="s",
        ),
        Graph(
            "Parked jobs",
            "They failed too often and wait for a person.",
            (Query(f"max by (queue) (triage_warden_queue_parked{{{JOB}}})", "{{queue}}"),),
        ),
    ),
)

TRIAGE: Final = Row(
    "Triage",
    (
        Graph(
            "From newest alert to assessment",
            "Quantiles over all replicas.",
            quantiles("triage_warden_triage_duration_seconds", JOB),
            unit="s",
        ),
        Graph(
            "Incidents assessed, by verdict",
            "Counted when assessed for the first time.",
            (
                Query(
                    f"sum by (verdict) (rate(triage_warden_incidents_total{{{JOB}}}[$__rate_interval]))", "{{verdict}}"
                ),
            ),
            unit="ops",
            stacked=True,
        ),
        Graph(
            "Incidents assessed, by severity",
            "Counted when assessed for the first time.",
            (
                Query(
                    f"sum by (severity) (rate(triage_warden_incidents_total{{{JOB}}}[$__rate_interval]))",
                    "{{severity}}",
                ),
            ),
            unit="ops",
            stacked=True,
        ),
        Graph(
            "Language models",
            "Requests by outcome; nothing where no model is asked.",
            (
                Query(
                    f"sum by (model, outcome) (rate(triage_warden_llm_requests_total{{{JOB}}}[$__rate_interval]))",
                    "{{model}} {{outcome}}",
                ),
            ),
            unit="ops",
        ),
    ),
)

HTTP: Final = Row(
    "Requests",
    (
        Graph(
            "Requests",
            "Without probes and scrapes.",
            (Query(f"sum by (status) (rate(http_requests_total{{{_ASKED}}}[$__rate_interval]))", "{{status}}"),),
            unit="reqps",
            stacked=True,
        ),
        Graph(
            "Share of requests that fail",
            "5xx of all; 0.1% in a month is the objective.",
            (
                Query("triage_warden:http_errors:ratio_rate5m", "5 minutes"),
                Query("triage_warden:http_errors:ratio_rate1h", "an hour"),
            ),
            unit="percentunit",
        ),
        Graph(
            "Duration",
            "Without live streams and exports.",
            quantiles("http_request_duration_seconds", _ANSWERED),
            unit="s",
        ),
        Graph(
            "Duration by path, p99",
            "The ten slowest.",
            (
                Query(
                    "topk(10, histogram_quantile(0.99, sum by (le, path) "
                    f"(rate(http_request_duration_seconds_bucket{{{_ANSWERED}}}[$__rate_interval]))))",
                    "{{path}}",
                ),
            ),
            unit="s",
        ),
    ),
)

LEADER: Final = Row(
    "Leader",
    (
        Graph(
            "Who leads",
            "Prometheus calls our own label `instance` `exported_instance`.",
            (Query(f"max by (exported_instance) (triage_warden_leader{{{JOB}}})", "{{exported_instance}}"),),
        ),
        Graph(
            "Changes of leader",
            "Won or lost, over all replicas; each change counts twice for each of two resources.",
            (Query(f"sum(increase(triage_warden_leader_transitions_total{{{JOB}}}[$__rate_interval]))", "changes"),),
        ),
        Graph(
            "Scheduled work",
            "Ticks fired, failed (tried again) or refused (another one leads).",
            (
                Query(
                    "sum by (schedule, outcome) "
                    f"(increase(triage_warden_schedule_ticks_total{{{JOB}}}[$__rate_interval]))",
                    "{{schedule}} {{outcome}}",
                ),
            ),
        ),
    ),
)

ACTIONS: Final = Row(
    "Actions",
    (
        Graph(
            "Actions that ended",
            "By what became of them.",
            (
                Query(
                    f"sum by (action, outcome) (increase(triage_warden_actions_total{{{JOB}}}[$__rate_interval]))",
                    "{{action}} {{outcome}}",
                ),
            ),
        ),
        Graph(
            "Requests to connected systems",
            "By outcome.",
            (
                Query(
                    "sum by (connector, outcome) "
                    f"(rate(triage_warden_connector_requests_total{{{JOB}}}[$__rate_interval]))",
                    "{{connector}} {{outcome}}",
                ),
            ),
            unit="reqps",
        ),
        Graph(
            "Health of the parts",
            "1 where healthy; the worst of all replicas.",
            (Query(f"min by (component) (triage_warden_component_healthy{{{JOB}}})", "{{component}}"),),
        ),
    ),
)

PROCESS: Final = Row(
    "Processes",
    (
        Graph(
            "Database connections",
            "Of each replica's pool.",
            (Query(f"triage_warden_db_pool_connections{{{JOB}}}", "{{instance}} {{state}}"),),
        ),
        Graph(
            "Event loop, p99 of its lag",
            "How late it came to a timer.",
            (
                Query(
                    "histogram_quantile(0.99, sum by (instance, le) "
                    f"(rate(triage_warden_event_loop_lag_seconds_bucket{{{JOB}}}[$__rate_interval])))",
                    "{{instance}}",
                ),
            ),
            unit="s",
        ),
        Graph(
            "CPU",
            "Cores used by each replica.",
            (Query(f"rate(process_cpu_seconds_total{{{JOB}}}[$__rate_interval])", "{{instance}}"),),
        ),
        Graph(
            "Memory",
            "Resident, of each replica.",
            (Query(f"process_resident_memory_bytes{{{JOB}}}", "{{instance}}"),),
            unit="bytes",
        ),
        Graph(
            "File descriptors",
            "Open, as a share of what each replica may open.",
            (Query(f"process_open_fds{{{JOB}}} / process_max_fds{{{JOB}}}", "{{instance}}"),),
            unit="percentunit",
        ),
    ),
)

ROWS: Final = (NOW, INTAKE, QUEUE, TRIAGE, HTTP, LEADER, ACTIONS, PROCESS)
