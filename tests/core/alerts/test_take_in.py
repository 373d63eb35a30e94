"""What was sent is read whole, stored at once, and answered for."""

from dataclasses import dataclass, field
from uuid import UUID

import pytest

from kit.alerts import an_alert
from kit.clock import FrozenClock
from triage_warden.core.alerts.errors import CannotParse, UnknownSource
from triage_warden.core.alerts.model import Alert, Batch, NewAlert, Outcome, Quarantined, Stored
from triage_warden.core.alerts.take_in import Read, TakeIn
from triage_warden.kernel.errors import FieldError
from triage_warden.kernel.ids import DEFAULT_TENANT, TenantId, Uuid7


@dataclass(frozen=True)
class LineParser:
    """Understands `title` lines; refuses `bad`; makes two alerts of `two`."""

    source: str = "lines"

    def parse(self, payload: bytes) -> list[Alert]:
        """Return alerts."""
        if payload == b"bad":
            raise CannotParse(
                detail="The line is bad; send a good one.",
                errors=(FieldError(pointer="/0", detail="bad"),),
            )
        return [an_alert(source="lines", title=payload.decode(), raw=payload)] * (2 if payload == b"two" else 1)


@dataclass
class StoreThatRemembers:
    """Keeps batches in a list."""

    batches: list[Batch] = field(default_factory=list[Batch])

    async def put(self, tenant: TenantId, batch: Batch) -> list[Stored]:
        """Accept every alert."""
        assert tenant == DEFAULT_TENANT
        self.batches.append(batch)
        return [Stored(id=item.id, outcome=_outcome(item)) for item in batch.items]


def _outcome(item: NewAlert | Quarantined) -> Outcome:
    return Outcome.QUARANTINED if isinstance(item, Quarantined) else Outcome.ACCEPTED


def _read() -> Read:
    clock = FrozenClock()
    return Read(parsers={"lines": LineParser()}, clock=clock, ids=Uuid7(clock))


@dataclass(frozen=True)
class ShyParser:
    """Refuses everything in its own words."""

    source: str = "shy"

    def parse(self, payload: bytes) -> list[Alert]:
        """Raise CannotParse."""
        raise CannotParse(detail=f"Shy of {payload.decode()}.")


def test_what_a_guessed_source_refuses_another_may_read() -> None:
    """Only what both refuse waits in quarantine, for the reason that the first gave."""
    clock = FrozenClock()
    read = Read(parsers={"shy": ShyParser(), "lines": LineParser()}, clock=clock, ids=Uuid7(clock))
    taken, refused = read("shy", [b"one", b"bad"], otherwise="lines").items
    assert isinstance(taken, NewAlert)
    assert taken.alert.source == "lines"
    assert isinstance(refused, Quarantined)
    assert (refused.source, refused.reason) == ("shy", "Shy of bad.")
    assert isinstance(read("shy", [b"one"]).items[0], Quarantined)
    with pytest.raises(UnknownSource):
        read("lines", [b"one"], otherwise="nobody")


def test_a_payload_may_be_one_alert_or_several() -> None:
    """Each alert gets its own id and its fingerprint."""
    items = _read()("lines", [b"one", b"two"]).items
    assert [type(item) for item in items] == [NewAlert] * 3
    assert len({item.id for item in items}) == 3


def test_what_cannot_be_parsed_is_kept_whole_with_its_reason() -> None:
    """Nothing accepted is lost, not even the unreadable."""
    bad = _read()("lines", [b"bad"]).items[0]
    assert isinstance(bad, Quarantined)
    assert (bad.payload, bad.code, bad.reason, bad.pointer) == (
        b"bad",
        "cannot_parse",
        "The line is bad; send a good one.",
        "/0",
    )


def test_an_unknown_source_is_refused_with_the_known_ones() -> None:
    """The error tells what would do."""
    with pytest.raises(UnknownSource, match="the sources are: lines"):
        _read()("other", [b"one"])


async def test_the_receipt_counts_what_the_store_committed() -> None:
    """The answer is about what is stored, in the order of sending."""
    store = StoreThatRemembers()
    receipt = await TakeIn(store)(DEFAULT_TENANT, _read()("lines", [b"one", b"bad", b"two"]))
    assert (receipt.accepted, receipt.duplicates, receipt.quarantined) == (3, 0, 1)
    assert [each.outcome for each in receipt.alerts] == ["accepted", "quarantined", "accepted", "accepted"]
    assert all(isinstance(each.id, UUID) for each in receipt.alerts)
