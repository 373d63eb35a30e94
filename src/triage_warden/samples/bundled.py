"""Read the bundled stream, with its times moved to the present."""

from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

import msgspec

from triage_warden.samples.rebase import rebase

_MEDIA_TYPES = {".eml": "message/rfc822", ".json": "application/json", ".cef": "text/plain"}


class SamplePayload(msgspec.Struct, frozen=True, kw_only=True):
    """One payload as its sender would send it, when, and what should become of it."""

    source: str
    media_type: str
    body: bytes
    after_seconds: float
    """Seconds after the start of feeding; the stream is ordered by it."""
    file: str
    incident: str | None
    """Key of the incident it belongs to; None for a payload that cannot be parsed."""
    verdicts: tuple[str, ...]
    """Verdicts an analyst would accept for that incident."""
    outcome: str
    """`accepted`, `duplicate` or `quarantined`, when the stream is taken in from its start."""


def load(now: datetime) -> list[SamplePayload]:
    """Return the stream as if it had been recorded at `now`: everything in it happened in the three hours before.

    A repeat that is told by the day, not by the source's own name for the finding, is news after midnight UTC: near
    midnight a few expected duplicates are accepted.
    """
    manifest = _manifest()
    return [_payload(entry, manifest, now) for entry in manifest.payloads]


class _Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    incident: str | None
    outcome: str


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    file: str
    source: str
    after_seconds: float
    expected: _Expected


class _Incident(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    verdicts: tuple[str, ...]


class _Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    recorded_at: datetime
    incidents: dict[str, _Incident]
    payloads: tuple[_Entry, ...]


@cache
def _manifest() -> _Manifest:
    return msgspec.json.decode((files("triage_warden.samples") / "manifest.json").read_bytes(), type=_Manifest)


def _payload(entry: _Entry, manifest: _Manifest, now: datetime) -> SamplePayload:
    recorded = (files("triage_warden.samples") / "stream" / entry.file).read_bytes()
    incident = manifest.incidents[entry.expected.incident] if entry.expected.incident else None
    return SamplePayload(
        source=entry.source,
        media_type=_MEDIA_TYPES[PurePosixPath(entry.file).suffix],
        body=rebase(recorded, recorded_at=manifest.recorded_at, now=now),
        after_seconds=entry.after_seconds,
        file=entry.file,
        incident=entry.expected.incident,
        verdicts=incident.verdicts if incident else (),
        outcome=entry.expected.outcome,
    )
