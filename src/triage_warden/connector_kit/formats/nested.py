"""Read what strings of a tree hold: JSON in a string, a CEF line or key=value text in `message`."""

from collections.abc import Callable
from typing import Final

from triage_warden.connector_kit.formats.record import Format

MAX_LEVELS: Final = 4
"""Strings within strings that are opened: a log line in a shipper's envelope in a queue's envelope is three."""
MAX_OPENED: Final = 64
"""Strings opened in one payload."""
_SHORTEST: Final = 5
_CARRIERS: Final = frozenset(
    {"message", "msg", "raw", "_raw", "rawlog", "raw_log", "rawmessage", "raw_message", "rawevent", "raw_event", "log"}
    | {"full_log", "original", "event", "body", "text", "content", "payload", "data", "syslog", "line", "@message"}
    | {"logline", "log_line", "originallogmessage", "eventdata", "event_original", "textpayload", "additionaldata"},
)
"""Names of fields that carry a message of another program; only in these is anything but JSON and XML looked for."""

Opened = tuple[Format, dict[str, object]] | None
Reader = Callable[[str, bool], Opened]
"""Reads a string; the flag says that its field carries messages."""


def open_strings(tree: dict[str, object], read: Reader) -> dict[str, object]:
    """Return the tree with what its strings hold beside them, under `<key>@<format>`. No recursion."""
    opened = 0
    waiting: list[tuple[object, int]] = [(tree, 0)]
    while waiting and opened < MAX_OPENED:
        holder, level = waiting.pop()
        if isinstance(holder, list):
            waiting += [(member, level) for member in holder if isinstance(member, dict | list)]
        elif isinstance(holder, dict):
            waiting += [(member, level) for member in holder.values() if isinstance(member, dict | list)]
            found = _inside(holder, read) if level < MAX_LEVELS else {}
            holder |= found
            waiting += [(member, level + 1) for member in found.values()]
            opened += len(found)
    return tree


def _inside(holder: dict[str, object], read: Reader) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in holder.items():
        if isinstance(value, str) and len(value) >= _SHORTEST:
            opened = read(value, key.lower().replace("-", "_").removesuffix("#2") in _CARRIERS)
            if opened:
                found[f"{key}@{opened[0]}"] = opened[1]
    return found
