import re

from triage_warden.observability.metrics import Metrics

SPEC = {
    "http_requests_total": ("method", "path", "status"),
    "http_request_duration_seconds": ("method", "path"),
    "triage_warden_rate_limited_total": ("limit",),
    "triage_warden_rate_limits_shared": (),
    "triage_warden_webhooks_refused_total": ("source", "reason"),
    "triage_warden_alerts_total": ("source", "outcome"),
    "triage_warden_incidents_total": ("severity", "verdict"),
    "triage_warden_incidents_open": (),
    "triage_warden_triage_duration_seconds": (),
    "triage_warden_actions_total": ("action", "outcome"),
    "triage_warden_actions_unknown": (),
    "triage_warden_queue_depth": ("queue",),
    "triage_warden_queue_oldest_seconds": ("queue",),
    "triage_warden_queue_parked": ("queue",),
    "triage_warden_leader": ("instance",),
    "triage_warden_leader_transitions_total": (),
    "triage_warden_schedule_ticks_total": ("schedule", "outcome"),
    "triage_warden_kill_switch_active": (),
    "triage_warden_audit_chains_broken": (),
    "triage_warden_audit_checked_timestamp_seconds": (),
    "triage_warden_api_keys_expiring": (),
    "triage_warden_certificate_expiry_timestamp_seconds": ("name",),
    "triage_warden_build_info": ("version", "role"),
    "triage_warden_component_healthy": ("component",),
    "triage_warden_event_loop_lag_seconds": (),
    "triage_warden_connector_requests_total": ("connector", "outcome"),
    "triage_warden_connector_up": ("connector",),
    "triage_warden_db_pool_connections": ("state",),
    "triage_warden_db_pool_limit": (),
    "triage_warden_db_pool_waiting": (),
    "triage_warden_syslog_messages_total": ("transport",),
    "triage_warden_backup_last_success_timestamp_seconds": (),
    "triage_warden_backup_within_seconds": (),
    "triage_warden_syslog_lost_total": ("reason",),
    "triage_warden_syslog_connections": ("transport",),
}


def test_names_and_labels_are_those_that_dashboards_know() -> None:
    """All of them, and no other."""
    assert {each.name: each.labels for each in Metrics().declared} == SPEC


def test_what_is_declared_is_what_is_scraped() -> None:
    """Under exactly the declared names."""
    metrics = Metrics()
    text = metrics.exposition("")[0].decode()
    scraped = set(re.findall(r"^# TYPE (\S+) ", text, flags=re.MULTILINE))
    assert scraped == set(SPEC)


def test_two_processes_in_one_do_not_share_counts() -> None:
    """Each has its own registry."""
    one, other = Metrics(), Metrics()
    one.alerts.labels("mail", "accepted").inc()
    assert (
        other.registry.get_sample_value("triage_warden_alerts_total", {"source": "mail", "outcome": "accepted"}) is None
    )


def test_the_processs_own_metrics_are_there_when_asked_for() -> None:
    """Memory and file descriptors of the process."""
    assert b"process_resident_memory_bytes" in Metrics(process=True).exposition("")[0]


def test_losses_are_shown_before_there_are_any() -> None:
    """A series that begins with its first loss has no increase, and nobody is told."""
    read = Metrics().registry.get_sample_value
    assert [
        read("triage_warden_syslog_lost_total", {"reason": reason}) for reason in ("overflow", "stopped", "failed")
    ] == [0, 0, 0]
