"""When two alerts are the same finding."""

from datetime import UTC, datetime
from hashlib import sha256

from triage_warden.core.alerts.model import Alert


def fingerprint(alert: Alert, received_at: datetime) -> str:
    """Return `<source>/<version>:<32 hex digits>`, equal for repeats of one finding and for nothing else.

    The version is the parser's: when a parser changes what it considers the same, it raises the version, and old
    fingerprints stay what they were. See `Identity` for the day that goes in where the source names no findings.
    """
    day = "" if alert.identity.exact else (alert.occurred_at or received_at).astimezone(UTC).date().isoformat()
    digest = sha256()
    for part in (*alert.identity.parts, day):
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return f"{alert.source}/{alert.fingerprint_version}:{digest.hexdigest()[:32]}"
