import io
import json
import logging
from collections.abc import Generator

import pytest
import structlog

from triage_warden.observability.logging import InvalidLevelFilter, configure, read_level_filter


@pytest.fixture(autouse=True)
def restored() -> Generator[None]:
    """Leave logging as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.getLogger("noisy.library").setLevel(logging.NOTSET)


def lines(out: io.BytesIO) -> list[dict[str, object]]:
    """Return what was logged."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_an_event_is_one_line_of_json() -> None:
    """With level, time, logger and its fields; secrets hidden."""
    out = io.BytesIO()
    configure(read_level_filter("info"), "json", out)
    structlog.get_logger("triage_warden.x").info("alert_taken_in", alert_id="a-1", api_key="k")
    [line] = lines(out)
    assert line.pop("timestamp")
    assert line == {
        "event": "alert_taken_in",
        "level": "info",
        "logger": "triage_warden.x",
        "alert_id": "a-1",
        "api_key": "[redacted]",
    }


def test_levels_go_by_the_longest_prefix_of_the_name() -> None:
    """`info,triage_warden.ingest=debug,noisy=error`, as in RUST_LOG."""
    out = io.BytesIO()
    configure(read_level_filter("warn,triage_warden.ingest=debug,triage_warden.ingest.quiet=error"), "json", out)
    for name in ("triage_warden", "triage_warden.ingest.deep", "triage_warden.ingest.quiet"):
        log = structlog.get_logger(name)
        log.debug("d")
        log.warning("w")
    shown = [(line["logger"], line["event"]) for line in lines(out)]
    assert shown == [("triage_warden", "w"), ("triage_warden.ingest.deep", "d"), ("triage_warden.ingest.deep", "w")]


def test_libraries_are_shown_in_the_same_shape() -> None:
    """What comes by `logging` has the same keys, its trace, and no secrets."""
    out = io.BytesIO()
    configure(read_level_filter("info,noisy.library=error"), "json", out)
    logging.getLogger("noisy.library").warning("not shown")
    logging.getLogger("some.library").error("it %s", "broke", exc_info=ValueError("password=hunter2"))
    [line] = lines(out)
    assert (line["event"], line["level"], line["logger"]) == ("it broke", "error", "some.library")
    assert "ValueError" in str(line["exception"])
    assert "hunter2" not in str(line)


def test_traces_for_what_we_say_ourselves_are_not_shown() -> None:
    """The pool writes a page for a database that is away; who wants it asks for it."""
    out = io.BytesIO()
    configure(read_level_filter("info"), "json", out)
    logging.getLogger("asyncpg.pool").error("Failed to restore", exc_info=OSError())
    assert lines(out) == []
    configure(read_level_filter("info,asyncpg.pool=error"), "json", out)
    logging.getLogger("asyncpg.pool").error("Failed to restore")
    assert [line["event"] for line in lines(out)] == ["Failed to restore"]


def test_a_trace_of_ours_is_in_the_line() -> None:
    """`exc_info` becomes text."""
    out = io.BytesIO()
    configure(read_level_filter("info"), "json", out)
    structlog.get_logger("x").error("request_failed", exc_info=ValueError("odd"))
    assert "ValueError: odd" in str(lines(out)[0]["exception"])


def test_the_pretty_shape_is_for_people() -> None:
    """One line, no JSON, nothing a sender could fake a second line with."""
    out = io.BytesIO()
    configure(read_level_filter("info"), "pretty", out)
    structlog.get_logger("x").info("seen", title="two\nlines \ud800")
    assert out.getvalue().count(b"\n") == 1
    assert b"seen" in out.getvalue()


@pytest.mark.parametrize("text", ["loud", "x=", "=debug", "x=loud", "info,,x=nope"])
def test_a_filter_that_cannot_be_read_names_its_part(text: str) -> None:
    """And the levels there are."""
    with pytest.raises(InvalidLevelFilter) as refused:
        read_level_filter(text)
    assert "warning" in refused.value.detail


def test_an_empty_filter_is_info_and_configuring_twice_logs_once() -> None:
    """A restart inside a process does not double its lines."""
    assert read_level_filter("").default == logging.INFO
    first, second = io.BytesIO(), io.BytesIO()
    configure(read_level_filter(""), "json", first)
    configure(read_level_filter(""), "json", second)
    logging.getLogger("lib").info("hello")
    assert not first.getvalue()
    assert len(lines(second)) == 1
