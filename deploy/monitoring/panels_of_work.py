"""What the dashboard shows of the work: from an alert's arrival to an action's end."""

from typing import Final

from deploy.monitoring.panel import JOB, Graph, Query, Row, quantiles

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
            "Turned away",
            "Deliveries to webhooks that were refused, and requests beyond a rate limit.",
            (
                Query(
                    "sum by (source, reason) "
                    f"(increase(triage_warden_webhooks_refused_total{{{JOB}}}[$__rate_interval]))",
                    "webhook {{source}}: {{reason}}",
                ),
                Query(
                    f"sum by (limit) (increase(triage_warden_rate_limited_total{{{JOB}}}[$__rate_interval]))",
                    "rate limit: {{limit}}",
                ),
                Query(f"1 - min(triage_warden_rate_limits_shared{{{JOB}}})", "a replica counts alone"),
            ),
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
            (
                Query(f"min by (component) (triage_warden_component_healthy{{{JOB}}})", "{{component}}"),
                Query(f"min by (connector) (triage_warden_connector_up{{{JOB}}})", "{{connector}}"),
            ),
        ),
    ),
)
