"""How much one request may bring."""

import msgspec


class IntakeLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Limits on the way in. Nesting is limited where payloads are decoded (`connector_kit/json_payload.py`)."""

    body_bytes: int = 10 * 1024 * 1024
    """As sent, compressed or not."""
    body_seconds: float = 120.0
    """From the end of the headers to the end of the body: `body_bytes` at somewhat under a megabit a second."""
    decompressed_bytes: int = 64 * 1024 * 1024
    items: int = 5_000
    """Payloads in one request."""
    thread_above_bytes: int = 64 * 1024
    """Bodies larger than this are cut and parsed off the event loop; below, the hand-over costs more than it saves."""
