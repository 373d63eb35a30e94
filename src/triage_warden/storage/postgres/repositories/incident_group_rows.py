"""What grouping works with, to and from rows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b

import msgspec

from triage_warden.core.alerts.severity import Severity
from triage_warden.core.incidents.keys import Key, KeyKind
from triage_warden.core.incidents.model import Disposition, IncidentStatus
from triage_warden.core.incidents.profile import Profile
from triage_warden.core.incidents.standing import Piece, Standing, rule_of
from triage_warden.core.incidents.strands import Spread, Strand
from triage_warden.core.incidents.summary import Summary
from triage_warden.core.observables.model import Observable
from triage_warden.kernel.ids import AlertId, IncidentId
from triage_warden.storage.postgres.queries.row import Row

_entities = msgspec.json.Decoder(tuple[Observable, ...])
_profile = msgspec.msgpack.Decoder(Profile)


def token_key(token: str) -> bytes:
    """Return 16 bytes that stand for a token in the database."""
    return blake2b(token.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def party_key(party: str) -> bytes:
    """Return 8 bytes that stand for a party; two of a value's parties in a day falling together is as good as never."""
    return blake2b(party.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def packed(profile: Profile) -> bytes:
    """Return the profile as it is stored."""
    return msgspec.msgpack.encode(profile)


def profile_of(body: bytes) -> Profile:
    """Return a stored profile."""
    return _profile.decode(body)


def strand_of_row(row: Row, profile: Profile) -> Strand:
    """Return the strand of a row of `grouping_strands`."""
    return Strand(
        profile=profile,
        hour=row["hour"].astimezone(UTC),
        first_at=row["first_at"].astimezone(UTC),
        last_at=row["last_at"].astimezone(UTC),
        alert_id=AlertId(row["alert_id"]),
        count=row["count"],
    )


def standing_of(row: Row, pieces: Sequence[Piece], *, vast: bool) -> Standing:
    """Return what grouping has to know of the incident in this row of `incidents`."""
    status = IncidentStatus(row["status"])
    return Standing(
        id=IncidentId(row["id"]),
        number=row["number"],
        status=status,
        version=row["version"],
        resolved_at=row["resolved_at"],
        disposition=None if row["disposition"] is None else Disposition(row["disposition"]),
        handled=row["handled"] or row["assignee"] is not None,
        vast=vast,
        rules=_rules(pieces) if status is IncidentStatus.RESOLVED else frozenset(),
        summary=Summary(
            title=row["title"],
            severity=Severity(row["severity"]),
            alert_count=row["alert_count"],
            sources=tuple(row["sources"]),
            entities=_entities.decode(row["entities"]),
            first_alert_at=row["first_alert_at"],
            last_alert_at=row["last_alert_at"],
        ),
    )


def _rules(pieces: Sequence[Piece]) -> frozenset[str]:
    return frozenset(rule_of(piece.strand) for piece in pieces)


def search_keys(strand: Strand) -> list[Key]:
    """Return the keys by which a strand is found; its rule only where there is nothing else."""
    keys = [key for key in strand.profile.keys if key.kind is not KeyKind.RULE]
    return keys or list(strand.profile.keys)


class Windows:
    """From when to when each token is looked for."""

    def __init__(self, reach: timedelta) -> None:
        self._reach = reach
        self._windows: dict[bytes, tuple[datetime, datetime]] = {}

    def add(self, token: bytes, strand: Strand) -> None:
        """Widen the token's window to what the strand may reach."""
        since, until = strand.hour - self._reach, strand.hour + self._reach
        known = self._windows.get(token)
        self._windows[token] = (since, until) if known is None else (min(known[0], since), max(known[1], until))

    def columns(self) -> tuple[list[bytes], list[datetime], list[datetime]]:
        """Return tokens, beginnings and ends."""
        windows = self._windows.values()
        return list(self._windows), [since for since, _ in windows], [until for _, until in windows]


def spread_of_rows(rows: Iterable[Row], tokens: Mapping[bytes, str]) -> Spread:
    """Return the spread of the tokens that were asked for."""
    counts: dict[tuple[str, date], int] = {(tokens[row["token"]], row["day"]): row["parties"] for row in rows}
    return Spread(counts)
