import pytest

from triage_warden.connector_kit.unrecognised import last_resort


@pytest.mark.parametrize(("body", "source"), [(b' {"broken', "generic"), (b"[", "generic"), (b"words", "unknown")])
def test_broken_json_is_refused_and_words_are_an_alert(body: bytes, source: str) -> None:
    """What was meant to be JSON is said to be broken; everything else is read by its structure."""
    assert last_resort(body) == source
