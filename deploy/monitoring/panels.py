"""What the dashboard shows, as data: rows of panels, each with its queries.

What all replicas read from one database is a `max`; what each counts is a sum.
"""

from typing import Final

from deploy.monitoring.panel import JOB, Number, Query, Row
from deploy.monitoring.panels_of_serving import HTTP, LEADER, PROCESS
from deploy.monitoring.panels_of_work import ACTIONS, INTAKE, QUEUE, TRIAGE

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
            "Nobody knows",
            "Actions of which nobody knows whether they were done.",
            Query(f"max(triage_warden_actions_unknown{{{JOB}}})"),
            bad_from=1,
        ),
        Number(
            "Newest backup",
            "How long ago `triage-warden backup create` last ended well; nothing where it never did.",
            Query(f"time() - max(triage_warden_backup_last_success_timestamp_seconds{{{JOB}}} > 0)"),
            unit="s",
            bad_from=172_800,
        ),
    ),
)

ROWS: Final = (NOW, INTAKE, QUEUE, TRIAGE, HTTP, LEADER, ACTIONS, PROCESS)
