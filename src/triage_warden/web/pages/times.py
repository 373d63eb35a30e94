"""Times for people."""

from datetime import datetime, timedelta

_UNITS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def exact(moment: datetime) -> str:
    """Return `2026-03-02 09:15:04 UTC`."""
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def machine(moment: datetime) -> str:
    """Return RFC 3339, for the `datetime` attribute."""
    return moment.isoformat().replace("+00:00", "Z")


def ago(moment: datetime, now: datetime) -> str:
    """Return `5 min ago`, or date and time when it is over a fortnight old."""
    passed = now - moment
    if passed > timedelta(days=14):
        return moment.strftime("%Y-%m-%d %H:%M")
    if passed < timedelta(seconds=5):
        return "now"
    return f"{lasting(passed)} ago"


def lasting(span: timedelta) -> str:
    """Return a span in its largest whole unit: `340 ms`, `5 min`, `3 d`."""
    seconds = span.total_seconds()
    if seconds < 1:
        return f"{max(0, round(seconds * 1000))} ms"
    name, size = next((name, size) for name, size in _UNITS if seconds >= size)
    return f"{int(seconds // size)} {name}"
