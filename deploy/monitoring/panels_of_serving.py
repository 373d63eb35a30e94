"""What the dashboard shows of those who do the work: requests, the leader, processes."""

from typing import Final

from deploy.monitoring.panel import JOB, Graph, Query, Row, quantiles

_ASKED: Final = f'{JOB},path!~"/live|/ready|/health.*|/metrics"'
_ANSWERED: Final = f'{JOB},path!~".*/live|/ready|/health.*|/metrics|/api/v1/events|/api/v1/audit/export"'

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

PROCESS: Final = Row(
    "Processes",
    (
        Graph(
            "Database connections",
            "Of each replica's pool, and who waits for one.",
            (
                Query(f"triage_warden_db_pool_connections{{{JOB}}}", "{{instance}} {{state}}"),
                Query(f"triage_warden_db_pool_limit{{{JOB}}}", "{{instance}} limit"),
                Query(f"triage_warden_db_pool_waiting{{{JOB}}}", "{{instance}} waiting"),
            ),
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
            "Versions",
            "Replicas by version and role.",
            (Query(f"sum by (version, role) (triage_warden_build_info{{{JOB}}})", "{{version}} {{role}}"),),
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
