"""What the database says after the storm: nothing lost, nothing twice, everything assessed."""

import asyncio
from typing import Any

from kit.outside_database import OutsideDatabase

_UNFINISHED = """
SELECT (SELECT count(*) FROM alert_fingerprints WHERE grouped_at IS NULL) AS alerts,
       (SELECT count(*) FROM incidents WHERE merged_into IS NULL AND assessed_version < version) AS incidents
"""
_TOTALS = """
SELECT (SELECT count(*) FROM alerts) AS alerts,
       (SELECT count(*) FROM alert_fingerprints) AS fingerprints,
       (SELECT count(*) FROM incident_links) AS links,
       (SELECT count(*) FROM incidents WHERE merged_into IS NULL) AS incidents,
       (SELECT count(*) FROM (SELECT 1 FROM assessments GROUP BY incident_id, incident_version HAVING count(*) > 1) x)
           AS twice_assessed,
       (SELECT count(*) FROM (SELECT 1 FROM run_steps GROUP BY run_id, step HAVING count(*) > 1) x) AS steps_twice
"""


def settled(database: OutsideDatabase) -> bool:
    """Return whether every alert is in an incident and every incident is assessed as it is now."""
    (row,) = asyncio.run(database.fetch(_UNFINISHED))
    return bool(row["alerts"] == 0 and row["incidents"] == 0)


def reckon(database: OutsideDatabase, accepted: dict[str, str], unsure: int) -> dict[str, Any]:
    """Check the books and return the totals.

    `unsure`: requests that were refused when the commit's fate was not known; their alerts may be there.
    """
    stored = {
        row["source_id"]: str(row["id"]) for row in asyncio.run(database.fetch("SELECT source_id, id FROM alerts"))
    }
    lost = {name for name, alert in accepted.items() if stored.get(name) != alert}
    assert lost == set()
    (totals,) = asyncio.run(database.fetch(_TOTALS))
    assert len(accepted) <= totals["alerts"] <= len(accepted) + unsure
    assert totals["fingerprints"] == totals["alerts"] == totals["links"] == len(stored)
    assert (totals["twice_assessed"], totals["steps_twice"]) == (0, 0)
    return dict(totals)
