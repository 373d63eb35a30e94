import pytest

from kit.clock import FrozenClock
from kit.web import tiny_sources
from triage_warden.core.alerts.errors import TooManyItems, UnknownSource
from triage_warden.core.alerts.take_in import Read
from triage_warden.kernel.ids import Uuid7
from triage_warden.web.api.intake.cut import Cut, Sent, recognise
from triage_warden.web.shared.limits import IntakeLimits

ONE = b'{"id":"1","title":"One"}'


def a_cut(items: int = 2) -> Cut:
    """Return a cut over the tiny sources."""
    sources = tiny_sources()
    clock = FrozenClock()
    read = Read(parsers={name: each.parser for name, each in sources.items()}, clock=clock, ids=Uuid7(clock))
    return Cut(sources, read, IntakeLimits(items=items))


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
        (b'[{"x": 1}, {"vendor": 1}]', "generic"),
        (b"CEF:0|a\nCEF:0|b", "cef"),
        (b"nobody knows this", "generic"),
        (b"[", "generic"),
    ],
)
def test_the_first_payload_speaks_for_the_body(body: bytes, source: str) -> None:
    """One body is of one source, and our own format is the last resort."""
    assert recognise(tiny_sources(), body) == source
