"""One alert, out again."""

import csv
import io
import json

import pytest
import stix2  # type: ignore[import-untyped]  # publishes no types

from kit.scene import a_scene
from kit.web import a_client, problem
from triage_warden.connectors.ocsf.alerts import OcsfParser


async def test_an_alert_goes_out_as_a_finding_that_reads_back() -> None:
    """Over HTTP, as another installation would take it in."""
    world = a_scene()
    alert = next(iter(world.alerts.alerts.values()))
    async with a_client(world) as client:
        answer = await client.get(f"/api/v1/alerts/{alert.id}/ocsf")
    again = OcsfParser().parse(answer.content)[0]
    assert answer.json()["class_uid"] == 2004
    assert (again.title, again.attributes) == (alert.title, alert.attributes)
    assert [(each.type, each.value, each.role) for each in again.observables] == [
        (each.type, each.value, each.role) for each in alert.observables
    ]
    assert answer.headers["content-disposition"] == f'attachment; filename="{alert.id}.ocsf.json"'


async def test_its_observables_go_out_as_stix() -> None:
    """Under the media type that is registered for it."""
    world = a_scene()
    alert = next(iter(world.alerts.alerts.values()))
    async with a_client(world) as client:
        answer = await client.get(f"/api/v1/alerts/{alert.id}/stix")
    assert answer.headers["content-type"] == "application/stix+json;version=2.1"
    assert stix2.parse(json.loads(answer.content), version="2.1")


async def test_its_observables_go_out_as_csv() -> None:
    """A row for each."""
    world = a_scene()
    alert = next(iter(world.alerts.alerts.values()))
    async with a_client(world) as client:
        answer = await client.get(f"/api/v1/alerts/{alert.id}/observables.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert [row["value"] for row in rows] == [each.value for each in alert.observables]
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("below", ["ocsf", "stix", "observables.csv"])
@pytest.mark.parametrize("alert_id", ["x", "00000000-0000-7000-8000-00000000dead"])
async def test_what_is_not_there_is_not_found(alert_id: str, below: str) -> None:
    """404 in every form."""
    async with a_client(a_scene()) as client:
        answer = await client.get(f"/api/v1/alerts/{alert_id}/{below}")
    assert answer.status_code == 404
    assert problem(answer)["code"] == "not_found"
