"""Filters of the record, as they stand in addresses."""

from enum import StrEnum

from triage_warden.core.audit.model import AuditFilter
from triage_warden.web.shared.filters import Moment, Word
from triage_warden.web.shared.paging import PageQuery


class ExportForm(StrEnum):
    """How the record is written for others."""

    NDJSON = "ndjson"
    CEF = "cef"


class AuditQuery(PageQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which entries; an action that ends in a dot is everything that begins so."""

    actor: Word = None
    action: Word = None
    object_type: Word = None
    object_id: Word = None
    since: Moment = None
    until: Moment = None

    def wanted(self) -> AuditFilter:
        """Return it as the core asks for it."""
        return AuditFilter(
            actor=self.actor,
            action=self.action,
            object_type=self.object_type,
            object_id=self.object_id,
            since=self.since,
            until=self.until,
        )


class AuditExportQuery(AuditQuery, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which entries, in which form; cursor and limit are passed over."""

    format: ExportForm = ExportForm.NDJSON
