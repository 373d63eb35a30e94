"""Bodies to start from, by media type."""

from typing import Any, Final

_ALERT: Final = {
    "title": "Sign-in from an unusual place",
    "severity": "medium",
    "occurred_at": "2026-03-02T09:15:00Z",
    "source_id": "signin-4711",
    "rule": {"id": "SI-7", "name": "Unusual sign-in"},
    "observables": [
        {"type": "user", "value": "alex@example.com", "role": "target"},
        {"type": "ipv4", "value": "203.0.113.7", "role": "actor"},
    ],
}

_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "application/json": {
        "schema": {"description": "One payload, or an array of them; its shape is the source's."},
        "examples": {
            "one": {"summary": "One alert of our own format", "value": _ALERT},
            "several": {"summary": "An array", "value": [_ALERT, {**_ALERT, "source_id": "signin-4712"}]},
        },
    },
    "application/x-ndjson": {"schema": {"type": "string", "description": "One JSON object on each line."}},
    "application/ndjson": {"schema": {"type": "string", "description": "One JSON object on each line."}},
    "application/jsonl": {"schema": {"type": "string", "description": "One JSON object on each line."}},
    "text/plain": {"schema": {"type": "string", "description": "One event on each line, as CEF or syslog has them."}},
    "message/rfc822": _BINARY,
    "application/octet-stream": _BINARY,
}
