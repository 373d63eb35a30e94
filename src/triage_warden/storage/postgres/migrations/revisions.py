"""The schema's revisions in order, so that readiness can be told without loading alembic."""

from typing import Final

REVISIONS: Final = (
    "0001_alerts",
    "0002_incidents",
    "0003_assessment",
    "0004_journal",
    "0005_history",
    "0006_grouping",
    "0007_compatibility",
    "0008_audit",
    "0009_people",
    "0010_urgency",
    "0011_api_keys",
    "0012_leadership",
    "0013_actions",
    "0014_retention",
    "0015_secrets",
    "0016_service_accounts",
    "0017_temporary_passwords",
)
HEAD: Final = REVISIONS[-1]
