import asyncio

import msgspec
import pytest

from kit.scene import HOSTILE, a_scene
from kit.shown_incidents import an_incident, an_incident_id
from kit.web import World, a_client
from triage_warden.core.incidents.model import IncidentStatus
from triage_warden.web.shared.event_stream import EVENT_STREAM

PAGE = "/incidents/INC-2026-000123"


async def test_the_page_shows_the_verdict_with_everything_behind_it() -> None:
    """Summary with citations, facts with weights, the chain, reasons of links, actions that nobody did, the trace."""
    world = a_scene()
    fact = world.facts.by_incident[an_incident_id(123)][0]
    async with a_client(world) as client:
        text = (await client.get(PAGE)).text
    for expected in (
        f'href="#{fact.id}"',
        f'id="{fact.id}"',
        "+1.61",
        "-0.70",
        "did not count",
        "T1566.002",
        "Initial access".lower(),
        "The host fin-ws-014.corp.example is in both",
        "not performed",
        "isolate host",
        "look_up:203.0.113.45",
        "hxxps://login[.]examp1e-invoices[.]net",
        "large content networks",
        "reopened 1",
    ):
        assert expected in text
    for alert_id in world.alerts.alerts:
        assert f'href="/alerts/{alert_id}"' in text
        assert f'href="/api/v1/alerts/{alert_id}/raw"' in text


async def test_no_link_leads_out_of_the_house() -> None:
    """What strangers wrote is never clickable."""
    async with a_client(a_scene()) as client:
        text = (await client.get(PAGE)).text
    assert 'href="http' not in text
    assert "href='http" not in text


async def test_hostile_text_is_inert_everywhere() -> None:
    """Titles, entities, reasons, names, assignee: all of it is data."""
    world = World()
    world.incidents.add(
        an_incident(1, world.clock.now(), title=HOSTILE * 50, assignee=HOSTILE, resolution_reason=HOSTILE)
    )
    async with a_client(world) as client:
        text = (await client.get("/incidents/INC-2026-000001")).text
    assert "<script>alert" not in text
    assert "http://evil" not in text.replace('value="', "").split("<form")[0]
    assert "\u202e" not in text.split("<form")[0]


async def test_an_incident_without_anything_is_still_a_page() -> None:
    """Right after the first alert there is no assessment, fact or trace."""
    world = World()
    world.incidents.add(an_incident(1, world.clock.now(), status=IncidentStatus.NEW))
    async with a_client(world) as client:
        answer = await client.get("/incidents/INC-2026-000001")
    assert answer.status_code == 200
    assert "Being assessed" in answer.text


async def test_an_assessment_that_missed_something_says_so() -> None:
    """More has come in since."""
    world = a_scene()
    incident = world.incidents.incidents[an_incident_id(123)]
    world.incidents.incidents[incident.id] = msgspec.structs.replace(incident, version=9)
    async with a_client(world) as client:
        assert "More has come in since this assessment" in (await client.get(PAGE)).text


async def test_a_form_changes_the_incident_and_leads_back() -> None:
    """Resolve, then reopen: each by a form of the page, under the caller's name."""
    world = a_scene()
    async with a_client(world) as client:
        resolved = await client.post(f"{PAGE}/resolve", data={"disposition": "false_positive", "reason": "A drill."})
        shown = (await client.get(PAGE)).text
        await client.post(f"{PAGE}/reopen", data={"reason": "No drill."})
    assert (resolved.status_code, resolved.headers["location"]) == (303, PAGE)
    assert "false positive" in shown
    assert "A drill." in shown
    assert world.incidents.incidents[an_incident_id(123)].status is IncidentStatus.OPEN


async def test_an_incident_is_given_to_somebody_and_taken_back() -> None:
    """The page says who has it; nobody, when the field was emptied."""
    world = a_scene()
    async with a_client(world) as client:
        await client.post(f"{PAGE}/assign", data={"assignee": "ana"})
        assert 'value="ana"' in (await client.get(PAGE)).text
        assert world.incidents.incidents[an_incident_id(123)].assignee == "ana"
        await client.post(f"{PAGE}/assign", data={"assignee": ""})
    assert world.incidents.incidents[an_incident_id(123)].assignee is None


async def test_what_is_resolved_is_closed() -> None:
    """For good: then no form is left, and the page says so."""
    world = a_scene()
    async with a_client(world) as client:
        await client.post(f"{PAGE}/resolve", data={"disposition": "false_positive", "reason": "A drill."})
        closed = await client.post(f"{PAGE}/close", data={"reason": "Filed."})
        shown = (await client.get(PAGE)).text
    assert closed.status_code == 303
    assert world.incidents.incidents[an_incident_id(123)].status is IncidentStatus.CLOSED
    assert "Nothing more is done with this incident." in shown


@pytest.mark.parametrize(
    ("change", "fields", "status", "words"),
    [
        ("reopen", {"reason": "x"}, 409, "The incident is open."),
        ("resolve", {"disposition": "meh", "reason": "x"}, 422, "must be one of"),
        ("resolve", {"disposition": "true_positive", "reason": " "}, 422, "is required"),
        ("explode", {}, 422, "resolved, closed, reopened or assigned"),
    ],
)
async def test_what_is_refused_is_said_on_the_page(
    change: str, fields: dict[str, str], status: int, words: str
) -> None:
    """The page stays, with the reason on top."""
    async with a_client(a_scene()) as client:
        answer = await client.post(f"{PAGE}/{change}", data=fields)
    assert answer.status_code == status
    assert "Not done." in answer.text
    assert words in answer.text


async def test_another_sites_form_is_refused() -> None:
    """The browser says where it comes from."""
    async with a_client(a_scene()) as client:
        answer = await client.post(f"{PAGE}/close", data={"reason": "x"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


async def test_a_refresh_leaves_the_forms_alone() -> None:
    """Somebody may be typing."""
    async with a_client(a_scene()) as client:
        text = (await client.get(PAGE, headers={"hx-request": "true"})).text
    assert text.strip().startswith('<div id="incident-body"')
    assert "<form" not in text


async def test_an_incident_that_is_not_there_is_a_page_that_says_so() -> None:
    """Also for its stream."""
    async with a_client(World()) as client:
        for path in ("/incidents/INC-2026-9", "/incidents/x", "/incidents/INC-2026-9/live"):
            answer = await client.get(path, headers={"accept": "text/html"})
            assert answer.status_code == 404
            assert "To the incidents" in answer.text


async def test_the_page_is_told_when_to_refresh() -> None:
    """The stream is one of events and ends with the server."""
    stopping = asyncio.Event()
    stopping.set()
    async with a_client(a_scene(), stopping=stopping) as client:
        answer = await client.get(f"{PAGE}/live")
    assert answer.headers["content-type"].startswith(EVENT_STREAM)
