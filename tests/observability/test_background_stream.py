"""An output that never makes the event loop wait."""

import io
import os
import time

from triage_warden.observability.background_stream import BackgroundStream


def test_lines_are_written_in_order() -> None:
    """As if it were the stream itself."""
    out = io.BytesIO()
    stream = BackgroundStream(out)
    for number in range(100):
        assert stream.write(b"line %d\n" % number) > 0
    stream.close()
    assert out.getvalue().splitlines() == [b"line %d" % number for number in range(100)]


def test_a_reader_that_stops_reading_stops_nobody_else() -> None:
    """A pipe holds 64 KiB; here a hundred times that is written while nobody reads."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb", buffering=0) as out:
        stream = BackgroundStream(out, limit=50)
        for _ in range(6400):
            stream.write(b"x" * 1023 + b"\n")
        stream.close(seconds=0.05)
        os.set_blocking(reading, False)
        found = _drained(reading)
        stream.write(b"after\n")
        stream.close()
        found += _drained(reading)
    os.close(reading)
    assert found.endswith(b"after\n")
    assert b'"event":"output_dropped","lines":' in found


def test_a_reader_that_has_gone_is_no_error() -> None:
    """The process lives on without its terminal."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as out:
        stream = BackgroundStream(out)
        stream.write(b"to nobody\n")
        stream.close()
        stream.write(b"again\n")
        stream.close()


def test_it_says_whether_a_person_watches() -> None:
    """As the stream under it does."""
    assert not BackgroundStream(io.BytesIO()).isatty()


def _drained(reading: int) -> bytes:
    found, quiet_since = b"", time.monotonic()
    while time.monotonic() - quiet_since < 0.2:
        try:
            more = os.read(reading, 1 << 16)
        except BlockingIOError:
            time.sleep(0.01)
            continue
        found, quiet_since = found + more, time.monotonic()
    return found
