"""An incident's alerts, out again."""

import csv
import io
import json
from typing import Any

import pytest
import stix2  # type: ignore[import-untyped]  # publishes no types

from kit.scene import a_scene
from kit.web import a_client, problem

NUMBER = "INC-2026-000123"


async def test_its_alerts_go_out_as_findings_on_lines() -> None:
    """All of them, tied by the incident's id."""
    world = a_scene()
    async with a_client(world) as client:
        incident = (await client.get(f"/api/v1/incidents/{NUMBER}")).json()
        answer = await client.get(f"/api/v1/incidents/{NUMBER}/ocsf")
    findings = [json.loads(line) for line in answer.text.splitlines()]
    expected = {str(each.id) for each in world.alerts.alerts.values() if str(each.incident_id) == incident["id"]}
    assert {each["metadata"]["uid"] for each in findings} == expected
    assert {each["metadata"]["correlation_uid"] for each in findings} == {incident["id"]}
    assert answer.headers["content-type"] == "application/x-ndjson"


async def test_its_observables_go_out_as_one_bundle() -> None:
    """Grouped under the incident's number."""
    async with a_client(a_scene()) as client:
        answer = await client.get(f"/api/v1/incidents/{NUMBER}/stix")
    found: Any = stix2.parse(json.loads(answer.content), version="2.1")
    assert [each.name.partition(":")[0] for each in found.objects if each.type == "grouping"] == [NUMBER]


async def test_its_observables_go_out_as_one_table() -> None:
    """Each value once, with the number of alerts that saw it."""
    async with a_client(a_scene()) as client:
        answer = await client.get(f"/api/v1/incidents/{NUMBER}/observables.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    values = [(row["type"], row["value"]) for row in rows]
    assert len(values) == len(set(values)) > 2
    assert max(int(row["alerts"]) for row in rows) > 1
    assert answer.headers["content-disposition"] == f'attachment; filename="{NUMBER}.observables.csv"'


@pytest.mark.parametrize("below", ["ocsf", "stix", "observables.csv"])
async def test_what_is_not_there_is_not_found(below: str) -> None:
    """404 in every form."""
    async with a_client(a_scene()) as client:
        answer = await client.get(f"/api/v1/incidents/INC-2026-999999/{below}")
    assert answer.status_code == 404
    assert problem(answer)["code"] == "not_found"
