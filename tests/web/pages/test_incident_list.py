import asyncio

import pytest

from kit.scene import HOSTILE, a_scene
from kit.shown_incidents import an_incident
from kit.web import World, a_client
from triage_warden.web.shared.event_stream import EVENT_STREAM


async def test_the_list_shows_what_matters_of_each_incident() -> None:
    """Number, severity, verdict with confidence, title, entities, sources, alerts, status, when."""
    async with a_client(a_scene()) as client:
        text = (await client.get("/incidents")).text
    for expected in (
        "INC-2026-000123",
        "critical",
        "malicious",
        "94%",
        "Invoice mail led to a credential form",
        "alex@example.com",
        "mail, sentinel, suricata, wazuh",
        "48 s ago",
        "being assessed",
        "203[.]0[.]113[.]45",
    ):
        assert expected in text


async def test_hostile_titles_are_shown_and_do_nothing() -> None:
    """Markup, direction overrides, template syntax, addresses."""
    async with a_client(a_scene()) as client:
        text = (await client.get("/incidents")).text
    assert HOSTILE not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "⟨U+202E⟩gpj.exe" in text
    assert "{{ 7*7 }}" in text
    assert "http://evil" not in text


async def test_filters_are_kept_in_the_form_and_in_the_links() -> None:
    """What was asked stays visible, and older pages stay filtered."""
    world = World()
    for number in range(60):
        world.incidents.add(an_incident(number, world.clock.now()))
    async with a_client(world) as client:
        text = (await client.get("/incidents?severity=medium&q=suspicious")).text
        assert '<option value="medium" selected>' in text
        assert 'value="suspicious"' in text
        following = text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        second = (await client.get(following)).text
    assert "severity=medium" in following
    assert "INC-2026-" in second
    assert "First page" in second


async def test_an_empty_house_says_how_to_send_the_first_alert() -> None:
    """With the address under which the visitor came; an odd one is not echoed."""
    async with a_client(World()) as client:
        text = (await client.get("/incidents")).text
        odd = (await client.get("/incidents", headers={"host": "x'; rm -rf /"})).text
    assert "curl -X POST http://testserver.local/api/v1/alerts" in text
    assert "rm -rf" not in odd


async def test_nothing_found_is_not_nothing_there() -> None:
    """A filter that matches nothing offers the way back."""
    async with a_client(a_scene()) as client:
        text = (await client.get("/incidents?q=nothing-like-it")).text
    assert "No incident matches" in text
    assert "curl" not in text


@pytest.mark.parametrize("query", ["severity=awful", "cursor=%2B%2B", "colour=red", "since=x"])
async def test_a_wrong_filter_is_said_and_shows_nothing(query: str) -> None:
    """Never the whole list under a filter that was not understood."""
    async with a_client(a_scene()) as client:
        answer = await client.get(f"/incidents?{query}", headers={"accept": "text/html"})
    assert answer.status_code == 422
    assert "This filter cannot be used" in answer.text
    assert "INC-2026-" not in answer.text


async def test_a_refresh_brings_the_list_alone() -> None:
    """HTMX swaps the section; the page around it stays."""
    async with a_client(a_scene()) as client:
        answer = await client.get("/incidents?status=open", headers={"hx-request": "true"})
    assert answer.text.startswith('<section id="incident-list"')
    assert 'hx-get="/incidents?status=open"' in answer.text
    assert "<html" not in answer.text
    assert answer.headers["vary"] == "HX-Request"


async def test_the_page_is_told_when_to_refresh() -> None:
    """The stream is one of events and ends with the server."""
    stopping = asyncio.Event()
    stopping.set()
    async with a_client(World(), stopping=stopping) as client:
        answer = await client.get("/incidents/live")
    assert answer.headers["content-type"].startswith(EVENT_STREAM)
