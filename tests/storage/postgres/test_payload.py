"""Tests of payloads as frames."""

import json

from hypothesis import given
from hypothesis import strategies as st

from triage_warden.storage.postgres.payload import Packer, unpacked


@given(st.binary(max_size=4096))
def test_comes_back_byte_for_byte(payload: bytes) -> None:
    """Any bytes survive, empty ones and those that look like a frame included."""
    frame = Packer()(payload)
    assert unpacked(frame) == payload
    assert unpacked(unpacked(Packer()(frame))) == payload


def test_json_gets_smaller() -> None:
    """A vendor's JSON takes less than half its room."""
    payload = json.dumps([{"user": f"user-{number}", "action": "logon", "result": "failed"} for number in range(60)])
    assert len(Packer()(payload.encode())) * 2 < len(payload)
