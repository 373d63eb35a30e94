"""Facts, kept once each and read back for a case."""

from collections.abc import Mapping, Sequence
from typing import Final, Literal
from uuid import UUID

import msgspec

from triage_warden.core.facts.model import Fact
from triage_warden.core.triage.ports import Case
from triage_warden.kernel.ids import AlertId, IncidentId
from triage_warden.storage.postgres.queries.fact_rows import COLUMNS, fact_of
from triage_warden.storage.postgres.text import storable
from triage_warden.storage.postgres.unit import Transaction

MOST_FACTS: Final = 10_000
"""Facts read for one verdict; past this an incident's alerts say the same thing over and over."""


async def keep(
    transaction: Transaction,
    facts: Mapping[AlertId, Sequence[Fact]] | Mapping[IncidentId, Sequence[Fact]],
    *,
    subject: Literal["alert", "incident"],
    surveyed_version: int | None,
) -> None:
    """Keep facts by their subject; what is known already is marked as found again at this version."""
    rows = [_row(about, fact) for about, found in facts.items() for fact in found]
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        await transaction.raw.execute(_KEEP, transaction.tenant, subject, surveyed_version, *columns)


async def known(transaction: Transaction, case: Case, alerts: Sequence[AlertId]) -> list[Fact]:
    """Return what these alerts' payloads show, and what the survey of the case's version found."""
    subjects = [*alerts, case.incident]
    rows = await transaction.raw.fetch(_KNOWN, case.tenant, subjects, case.version, MOST_FACTS)
    return [fact_of(row) for row in rows]


def _row(about: UUID, fact: Fact) -> tuple[object, ...]:
    return (
        about,
        fact.id,
        fact.kind,
        storable(fact.statement),
        fact.source,
        fact.observed_at,
        msgspec.json.encode([storable(each) for each in fact.rests_on]).decode(),
        storable(msgspec.json.encode(fact.value).decode().replace("\\u0000", "\ufffd")),
    )


_KEEP = """
INSERT INTO facts (tenant_id, subject, surveyed_version, subject_id, id, kind, statement, source, observed_at,
                   rests_on, value)
SELECT $1, $2, $3, subject_id, id, kind, statement, source, observed_at,
       ARRAY(SELECT jsonb_array_elements_text(rests_on::jsonb)), value::jsonb
FROM unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::text[], $11::text[])
     AS row (subject_id, id, kind, statement, source, observed_at, rests_on, value)
ON CONFLICT (tenant_id, subject_id, id) DO UPDATE SET surveyed_version = excluded.surveyed_version
WHERE facts.surveyed_version IS NOT NULL
"""
_KNOWN = f"""
SELECT {COLUMNS} FROM facts
WHERE tenant_id = $1 AND subject_id = ANY($2::uuid[]) AND (surveyed_version IS NULL OR surveyed_version = $3)
ORDER BY subject_id, id LIMIT $4
"""  # noqa: S608  # put together from constants
