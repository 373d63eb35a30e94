import pytest

from kit.clock import FrozenClock
from kit.web import tiny_sources
from triage_warden.core.alerts.errors import TooManyItems, UnknownSource
from triage_warden.core.alerts.model import NewAlert
from triage_warden.core.alerts.take_in import Read
from triage_warden.kernel.ids import Uuid7
from triage_warden.web.api.intake.cut import Cut, Sent, recognise
from triage_warden.web.shared.limits import IntakeLimits
from triage_warden.wiring.catalogue import sources

ONE = b'{"id":"1","title":"One"}'


def a_cut(items: int = 2) -> Cut:
    """Return a cut over the tiny sources."""
    known = tiny_sources()
    clock = FrozenClock()
    read = Read(parsers={name: each.parser for name, each in known.items()}, clock=clock, ids=Uuid7(clock))
    return Cut(known, read, IntakeLimits(items=items))


def sent(body: bytes, source: str | None = None) -> Sent:
    """Return a body as it arrives."""
    return Sent(body, encoding="", source=source, idempotency_key="k")


def test_the_key_goes_with_the_batch() -> None:
    """The store answers a repeated key, so it has to see it."""
    assert a_cut()(sent(ONE)).idempotency_key == "k"


def test_the_limit_counts_payloads() -> None:
    """As many as the limit are taken, one more is refused."""
    assert len(a_cut()(sent(b"[" + ONE + b"," + ONE + b"]")).items) == 2
    with pytest.raises(TooManyItems):
        a_cut()(sent(b"[1,2,3]", "generic"))


def test_an_unknown_source_names_the_known_ones() -> None:
    """A typing error is mended from the answer alone."""
    with pytest.raises(UnknownSource) as refused:
        a_cut()(sent(ONE, "genric"))
    assert "generic" in refused.value.detail


@pytest.mark.parametrize(
    ("body", "source"),
    [
        (b'[{"vendor": 1}, {"x": 1}]', "acme"),
        (b'[{"x": 1}, {"vendor": 1}]', None),
        (b"CEF:0|a\nCEF:0|b", "cef"),
        (b"nobody knows this", None),
        (b"[", None),
    ],
)
def test_the_first_payload_speaks_for_the_body(body: bytes, source: str | None) -> None:
    """One body is of one source; it may be of none."""
    assert recognise(tiny_sources(), body) == source


def read(body: bytes, source: str | None = None) -> list[tuple[str, str]]:
    """Return what the product's own sources make of a body: the source and the title or the reason."""
    known, clock = sources(), FrozenClock()
    own = Read(parsers={name: each.parser for name, each in known.items()}, clock=clock, ids=Uuid7(clock))
    items = Cut(known, own, IntakeLimits())(sent(body, source)).items
    return [
        (item.alert.source, item.alert.title) if isinstance(item, NewAlert) else (item.source, item.code)
        for item in items
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"Nobody knows what this says", ("unknown", "Nobody knows what this says")),
        (b'{"colour": "red"}', ("unknown", "Event of unknown shape (json)")),
        (b'{"title": "cut o', ("generic", "cannot_parse")),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08", ("unknown", "cannot_parse")),
    ],
)
def test_what_no_source_recognises_is_read_by_its_structure(body: bytes, expected: tuple[str, str]) -> None:
    """It is an alert of unknown shape; what is broken JSON, or binary, waits in quarantine."""
    assert read(body) == [expected]


def test_what_a_guessed_source_refuses_is_read_by_its_structure() -> None:
    """Its names are those of our own form, its severity is of another: a guess may be wrong, a name may not."""
    body = b'{"title": "Disk full", "severity": "Sev 1"}'
    assert read(body) == [("unknown", "Disk full")]
    assert read(body, "generic") == [("generic", "cannot_parse")]
