"""Observables in a spreadsheet."""

import csv
import io
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON, a_stored_alert, an_alert, an_observable
from triage_warden.core.alerts.observable_table import COLUMNS, observable_table, safe_cell
from triage_warden.core.observables.model import ObservableType, Role, Trait

COMMAND = ObservableType.COMMAND_LINE


def rows(text: str) -> list[dict[str, str]]:
    """Return the table's rows."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_value_is_one_row_with_all_its_parts_and_times() -> None:
    """However many alerts saw it."""
    seen = msgspec.structs.replace(an_observable(), traits=(Trait.DOCUMENTATION,), lists=("a", "b"))
    other = an_observable(role=Role.TARGET)
    alerts = [
        a_stored_alert(1, an_alert(observables=(seen,))),
        a_stored_alert(2, an_alert(observables=(other,), occurred_at=NOON + timedelta(hours=1))),
    ]
    assert rows(observable_table(alerts)) == [
        {
            "type": "ipv4",
            "value": "198.51.100.7",
            "roles": "actor target",
            "alerts": "2",
            "first_seen": "2026-03-02T12:00:00+00:00",
            "last_seen": "2026-03-02T13:00:00+00:00",
            "traits": "documentation",
            "lists": "a b",
        }
    ]


def test_without_observables_there_is_the_header() -> None:
    """Lines end as RFC 4180 has it."""
    assert observable_table([]) == ",".join(f'"{name}"' for name in COLUMNS) + "\r\n"


@pytest.mark.parametrize("value", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1"])  # noqa: RUF001  # full width on purpose
def test_a_formula_is_defused(value: str) -> None:
    """OWASP's list, also behind blanks."""
    assert safe_cell(value) == f"'{value}"


@given(st.text(min_size=1))
def test_no_cell_begins_like_a_formula_and_the_value_is_still_there(value: str) -> None:
    """Whatever was seen."""
    alert = a_stored_alert(1, an_alert(observables=(an_observable(value, COMMAND),)))
    cell = rows(observable_table([alert]))[0]["value"]
    assert cell.lstrip(" ")[:1] not in set("=+-@\t\r")
    assert cell.removeprefix("'") == value.removeprefix("'")
