"""Facts out of their rows."""

from typing import Final

import msgspec

from triage_warden.core.facts.model import Fact, FactId
from triage_warden.storage.postgres.queries.row import Row

COLUMNS: Final = "id, kind, statement, source, observed_at, rests_on, value::text AS value"
"""What `fact_of` reads, of `facts`."""

_value = msgspec.json.Decoder(dict[str, str | int | float | bool])


def fact_of(row: Row) -> Fact:
    """Return the fact of a row that holds COLUMNS, the JSON one as text."""
    return Fact(
        id=FactId(row["id"]),
        kind=row["kind"],
        statement=row["statement"],
        source=row["source"],
        observed_at=row["observed_at"],
        rests_on=tuple(row["rests_on"]),
        value=_value.decode(row["value"]),
    )
