"""Observables of alerts as a table (CSV, RFC 4180), one row for each value, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from triage_warden.core.alerts.model import StoredAlert
from triage_warden.core.observables.model import Observable

COLUMNS: Final = ("type", "value", "roles", "alerts", "first_seen", "last_seen", "traits", "lists")
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  # full width on purpose
"""What makes a spreadsheet take a cell for a formula: https://owasp.org/www-community/attacks/CSV_Injection"""


class _Row(msgspec.Struct, kw_only=True):
    seen: Observable
    roles: dict[str, None]
    alerts: int
    first: datetime
    last: datetime


def observable_table(alerts: Iterable[StoredAlert]) -> str:
    """Return the table with its header; several entries in one cell are parted by a blank.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it. Programs that need values as they
    are read JSON.
    """
    rows: dict[tuple[str, str], _Row] = {}
    for alert in alerts:
        for seen in alert.observables:
            _add(rows, alert, seen)
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(_cells, rows.values()))
    return text.getvalue()


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_DANGEROUS) or text.startswith(_DANGEROUS) else text


def _add(rows: dict[tuple[str, str], _Row], alert: StoredAlert, seen: Observable) -> None:
    last = max(alert.occurred_at, alert.last_seen_at)
    row = rows.get((seen.type, seen.value))
    if row is None:
        first = _Row(seen=seen, roles={seen.role.value: None}, alerts=1, first=alert.occurred_at, last=last)
        rows[seen.type, seen.value] = first
        return
    row.roles[seen.role.value] = None
    row.alerts += 1
    row.first, row.last = min(row.first, alert.occurred_at), max(row.last, last)


def _cells(row: _Row) -> list[str]:
    cells = (
        row.seen.type.value,
        row.seen.value,
        " ".join(row.roles),
        str(row.alerts),
        row.first.isoformat(),
        row.last.isoformat(),
        " ".join(row.seen.traits),
        " ".join(row.seen.lists),
    )
    return [safe_cell(cell) for cell in cells]
