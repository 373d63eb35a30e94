"""Tests of the page of the record."""

from kit.audit import ANALYST, an_entry
from kit.scene import HOSTILE
from kit.web import World, a_client
from triage_warden.core.audit.model import AuditObject, recorded
from triage_warden.kernel.ids import DEFAULT_TENANT


async def test_shows_who_did_what_to_what_and_why() -> None:
    """With what changed, by which request, from where, and a way to the incident."""
    world = World()
    await world.audit.record(DEFAULT_TENANT, an_entry(7))
    async with a_client(world) as client:
        text = (await client.get("/audit")).text
    for expected in (
        "analyst@example.com",
        "incident.resolve",
        'href="/incidents/INC-7"',
        "Looked into.",
        "<del><bdi>open</bdi></del>",
        "resolved",
        "192.0.2.7",
        "request-1",
        'aria-current="page">Audit',
        "/api/v1/audit/export?format=cef",
    ):
        assert expected in text


async def test_what_was_not_said_is_no_change() -> None:
    """A key without scopes may do all that its role permits: "scopes nothing" would say that it may do nothing."""
    world = World()
    key = AuditObject(type="api_key", id="7")
    made = recorded(ANALYST, "api_key.create", key, at=world.clock.now(), changed=(None, {"scopes": None, "name": "a"}))
    narrowed = recorded(ANALYST, "api_key.change", key, at=world.clock.now(), changed=({"owner": "b"}, {"owner": None}))
    await world.audit.record(DEFAULT_TENANT, made, narrowed)
    async with a_client(world) as client:
        text = (await client.get("/audit")).text
    assert "scopes" not in text
    assert "<bdi>a</bdi>" in text
    assert "<del><bdi>b</bdi></del> → <bdi>nothing</bdi>" in text


async def test_hostile_words_do_nothing() -> None:
    """Whoever writes a reason writes no markup."""
    world = World()
    thing = AuditObject(type="user", id=HOSTILE)
    entry = recorded(
        ANALYST, "user.update", thing, at=world.clock.now(), reason=HOSTILE, changed=({HOSTILE: HOSTILE}, None)
    )
    await world.audit.record(DEFAULT_TENANT, entry)
    async with a_client(world) as client:
        answer = await client.get("/audit")
    assert answer.status_code == 200
    assert HOSTILE not in answer.text


async def test_filters_stay_in_the_form_and_the_links() -> None:
    """Older entries and exports are of the same filter."""
    world = World()
    await world.audit.record(DEFAULT_TENANT, *(an_entry(number) for number in range(60)))
    async with a_client(world) as client:
        text = (await client.get("/audit?action=incident.resolve")).text
        assert 'value="incident.resolve"' in text
        assert "/api/v1/audit/export?action=incident.resolve&amp;format=ndjson" in text
        following = text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        assert following.startswith("/audit?action=incident.resolve&cursor=")
        older = (await client.get(following)).text
    assert "First page" in older
    assert 'rel="next"' not in older


async def test_an_empty_record_and_a_wrong_filter_are_told_apart() -> None:
    """Nothing yet, nothing that fits, a filter that cannot be."""
    async with a_client(World()) as client:
        assert "Nothing on the record yet" in (await client.get("/audit")).text
        assert "No entry matches" in (await client.get("/audit?actor=x")).text
        wrong = await client.get("/audit?since=yesterday")
    assert wrong.status_code == 422
    assert "cannot be used" in wrong.text


async def test_a_long_reason_is_folded_and_can_be_read_whole() -> None:
    """A verdict's reason is a paragraph: fifty of them unfolded hide who did what."""
    world = World()
    reason = f"It is an attack. {'The facts say so. ' * 30}The end."
    entry = recorded(
        ANALYST, "incident.assess", AuditObject(type="incident", id="7"), at=world.clock.now(), reason=reason
    )
    await world.audit.record(DEFAULT_TENANT, entry)
    async with a_client(world) as client:
        text = (await client.get("/audit")).text
    summary = text.split("<summary>")[1].split("</summary>")[0]
    assert "It is an attack." in summary
    assert "The end." not in summary
    assert "The end." in text
