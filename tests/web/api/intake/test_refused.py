"""Deliveries that are not taken in are counted."""

from kit.identity import shown_by
from kit.web import World, a_client
from triage_warden.core.identity.roles import Role


async def test_a_delivery_that_is_refused_is_counted_by_source_and_reason() -> None:
    """Whoever refused it: the guard, the handler or the reader; what callers make up makes no series."""
    world = World()
    async with a_client(world, role=None) as client:
        await client.post("/webhooks/acme", content=b"{}")
        await client.post("/webhooks/acme", content=b"{}", headers={"Authorization": "Bearer tw_made_up"})
        await client.post("/webhooks/acme", content=b"", headers=shown_by(Role.ADMIN))
        await client.post("/webhooks/made-up", content=b"{}", headers=shown_by(Role.ADMIN))
        await client.post("/webhooks/acme", content=b"{}", headers=shown_by(Role.VIEWER))
        taken = await client.post("/webhooks/acme", content=b'{"id":"1","title":"One"}', headers=shown_by(Role.ADMIN))
        text = (await client.get("/metrics")).text
    assert taken.status_code == 202
    assert [line for line in text.splitlines() if line.startswith("triage_warden_webhooks_refused_total{")] == [
        'triage_warden_webhooks_refused_total{reason="not_signed_in",source="acme"} 2.0',
        'triage_warden_webhooks_refused_total{reason="empty_body",source="acme"} 1.0',
        'triage_warden_webhooks_refused_total{reason="no_such_source",source="(none)"} 1.0',
        'triage_warden_webhooks_refused_total{reason="denied",source="acme"} 1.0',
    ]


async def test_what_is_refused_elsewhere_is_no_delivery() -> None:
    """Pages and the API have their own counts."""
    world = World()
    async with a_client(world, role=None) as client:
        await client.get("/api/v1/incidents")
        await client.get("/nothing/here")
        text = (await client.get("/metrics")).text
    assert "triage_warden_webhooks_refused_total{" not in text
