"""Set up logging: one line of JSON for each event, or lines for people."""

import logging
import sys
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import BinaryIO, Final, Literal

import msgspec
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from triage_warden.kernel.errors import Invalid
from triage_warden.observability.redaction import redact

_SAID_BY_US: Final = ("asyncpg.pool", "pgqueuer")
"""Loggers of libraries that write a trace for what we say in a line: that the database does not answer, that a job
failed."""

LEVELS: Final = {
    "trace": logging.DEBUG,
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warn": logging.WARNING,
    "warning": logging.WARNING,
    "error": logging.ERROR,
    "off": logging.CRITICAL + 10,
}


class InvalidLevelFilter(Invalid):
    """The log level filter cannot be read."""


@dataclass(frozen=True, slots=True)
class LevelFilter:
    """Which events are logged: a level for everything, and levels for loggers by the longest prefix of their name."""

    default: int = logging.INFO
    by_name: dict[str, int] = field(default_factory=dict[str, int])

    def threshold(self, name: str) -> int:
        """Return the least level that is logged under this name."""
        while name:
            if name in self.by_name:
                return self.by_name[name]
            name = name.rpartition(".")[0]
        return self.default

    @property
    def lowest(self) -> int:
        """Return the least level that is logged under any name."""
        return min((self.default, *self.by_name.values()))


def read_level_filter(text: str) -> LevelFilter:
    """Read `info`, or `info,triage_warden.ingest=debug`; raise InvalidLevelFilter naming the part at fault."""
    default, by_name = logging.INFO, dict[str, int]()
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, equals, level = part.rpartition("=")
        number = LEVELS.get(level.strip().lower())
        if number is None or (equals and not name.strip()):
            levels = ", ".join(LEVELS)
            raise InvalidLevelFilter(detail=f"'{part}' is no level or name=level; the levels are {levels}.")
        if equals:
            by_name[name.strip().replace("::", ".")] = number
        else:
            default = number
    return LevelFilter(default=default, by_name=by_name)


def configure(
    level_filter: LevelFilter,
    shape: Literal["json", "pretty"],
    stream: BinaryIO | None = None,
) -> None:
    """Send our events and those of libraries that use `logging` to `stream` (standard error) in one shape.

    Take loggers with `structlog.get_logger(__name__)`: the name is what the filter goes by.
    """
    out = stream if stream is not None else sys.stderr.buffer
    render = _json if shape == "json" else _pretty(colors=out.isatty())
    structlog.configure(
        processors=[_by_name(level_filter), *_enrich(), render],
        wrapper_class=structlog.make_filtering_bound_logger(min(level_filter.lowest, logging.CRITICAL)),
        logger_factory=_LoggerFactory(out),
        cache_logger_on_first_use=False,
    )
    _take_over_logging(level_filter, render, out)


def _enrich() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]


class _NamedLogger(structlog.BytesLogger):
    """Writes lines, and knows its name."""

    def __init__(self, out: BinaryIO, name: str) -> None:
        super().__init__(out)
        self.name = name


@dataclass(frozen=True, slots=True)
class _LoggerFactory:
    out: BinaryIO

    def __call__(self, *args: object) -> _NamedLogger:
        return _NamedLogger(self.out, str(args[0]) if args else "")


def _by_name(level_filter: LevelFilter) -> Processor:
    thresholds: dict[str, int] = {}

    def drop_or_name(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        name: str = getattr(logger, "name", "")
        threshold = thresholds.get(name)
        if threshold is None:
            threshold = thresholds[name] = level_filter.threshold(name)
        if LEVELS.get(method, logging.ERROR) < threshold:
            raise structlog.DropEvent
        if name:
            event["logger"] = name
        return event

    return drop_or_name


def _json(_logger: WrappedLogger, _method: str, event: EventDict) -> bytes:
    return msgspec.json.encode(event, enc_hook=repr)


def _pretty(*, colors: bool) -> Callable[[WrappedLogger, str, EventDict], bytes]:
    console = structlog.dev.ConsoleRenderer(colors=colors)

    def render(logger: WrappedLogger, method: str, event: EventDict) -> bytes:
        return console(logger, method, event).encode("utf-8", "backslashreplace")

    return render


class _ForeignHandler(logging.Handler):
    """Renders records of `logging` as our events are."""

    def __init__(self, render: Callable[[WrappedLogger, str, EventDict], bytes], out: BinaryIO) -> None:
        super().__init__()
        self._render = render
        self._logger = structlog.BytesLogger(out)
        self._formatter = logging.Formatter()

    def emit(self, record: logging.LogRecord) -> None:
        event: MutableMapping[str, object] = {"event": record.getMessage(), "logger": record.name}
        if record.exc_info:
            event["exception"] = self._formatter.formatException(record.exc_info)
        method = record.levelname.lower()
        for processor in _enrich():
            event = processor(None, method, event)  # type: ignore[assignment]  # ours all return events
        self._logger.msg(self._render(None, method, event))


def _take_over_logging(
    level_filter: LevelFilter,
    render: Callable[[WrappedLogger, str, EventDict], bytes],
    out: BinaryIO,
) -> None:
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _ForeignHandler)]:
        root.removeHandler(handler)
    root.addHandler(_ForeignHandler(render, out))
    root.setLevel(level_filter.default)
    for name in _SAID_BY_US:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    for name, level in level_filter.by_name.items():
        logging.getLogger(name).setLevel(level)
