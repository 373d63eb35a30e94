import pytest

from triage_warden.connectors.unknown.manifest import SOURCE
from triage_warden.wiring.catalogue import recognise


@pytest.mark.parametrize(
    "payload",
    [
        b'{"colour":"red"}',
        b"a=1 b=2",
        b"<134>Mar  2 10:00:00 host app: words",
        b"name,address,user\nx,192.0.2.1,y",
        b"<thing><part>1</part></thing>",
        b"login from 192.0.2.1 refused",
    ],
)
def test_whatever_has_fields_or_says_something_is_taken(payload: bytes) -> None:
    """A source nobody mapped is no reason to lose its alerts."""
    found = recognise(payload)
    assert found is not None
    assert found.name == "unknown"


@pytest.mark.parametrize(
    "payload", [b"", b"words", b"some words about nothing", b"\xff\xfe", b"\x00\x01\x02", b'{"src_ip":"192.0.2.1","us']
)
def test_words_that_say_nothing_are_not(payload: bytes) -> None:
    """A text file is no alert."""
    assert SOURCE.recognises(payload) == 0.0


def test_it_is_asked_last() -> None:
    """Every source that knows its payloads is surer."""
    assert 0 < SOURCE.recognises(b'{"a":1}') < 0.1


def test_only_the_beginning_of_a_long_file_is_looked_at() -> None:
    """Ten megabytes of lines are told by their first ones."""
    assert SOURCE.recognises(b"src=192.0.2.1 dst=10.0.0.1 user=x\n" * 300_000) > 0
