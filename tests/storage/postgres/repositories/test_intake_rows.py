"""Tests of a batch as columns."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from kit.alerts import NOON, an_alert
from kit.intake import RECEIVED, a_batch, a_new_alert, a_quarantined, alerts_numbered
from triage_warden.storage.postgres.payload import unpacked
from triage_warden.storage.postgres.repositories.intake_rows import folded, intake_rows, weight_of


@given(st.lists(st.integers(0, 9), max_size=40))
def test_folding_keeps_every_telling_and_one_order(numbers: list[int]) -> None:
    """Each finding once, in the order in which rows are locked, with all its tellings counted."""
    findings = folded(a_batch(*alerts_numbered(numbers)))
    assert sum(finding.count for finding in findings) == len(numbers)
    fingerprints = [finding.first.fingerprint for finding in findings]
    assert fingerprints == sorted(set(fingerprints))


def test_times_of_the_tellings_are_kept() -> None:
    """The first telling gives the alert; the earliest and latest times are kept."""
    tellings = [an_alert(occurred_at=NOON + timedelta(minutes=minute)) for minute in (3, 1, 7)]
    (finding,) = folded(a_batch(*tellings))
    assert (finding.occurred_at, finding.first_seen_at, finding.last_seen_at) == (
        NOON + timedelta(minutes=3),
        NOON + timedelta(minutes=1),
        NOON + timedelta(minutes=7),
    )


def test_an_alert_without_a_time_has_that_of_its_receipt() -> None:
    """Take-in uses the time of receipt where the payload does not say."""
    (finding,) = folded(a_batch(an_alert(occurred_at=None)))
    assert finding.occurred_at == RECEIVED


def test_the_day_is_utcs() -> None:
    """A receipt shortly after midnight elsewhere lies in UTC's day."""
    local = datetime(2026, 3, 3, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    (finding,) = folded(a_batch(a_new_alert(received_at=local)))
    assert finding.received_on == date(2026, 3, 2) == local.astimezone(UTC).date()


def test_weight_is_that_of_all_payloads() -> None:
    """Alerts and quarantine together decide whether packing leaves the event loop."""
    assert weight_of(a_batch(an_alert(raw=b"12345"), a_quarantined(b"123"))) == 8


def test_payloads_are_packed() -> None:
    """One row for each finding and each payload in quarantine, their bytes as frames."""
    batch = a_batch(an_alert(raw=b"raw"), an_alert(raw=b"raw"), a_quarantined(b"payload"))
    rows = intake_rows(batch, folded(batch))
    assert [unpacked(as_bytes(row[-1])) for row in rows.alerts.values()] == [b"raw"]
    assert unpacked(as_bytes(rows.quarantine[0][-1])) == b"payload"


def as_bytes(value: object) -> bytes:
    """Return what must be bytes."""
    assert isinstance(value, bytes)
    return value
