"""Webhooks that are signed instead of showing a key."""

import hmac
from datetime import timedelta
from hashlib import sha256

import httpx
import pytest

from kit.deliveries import a_deliveries
from kit.identity import OTHER_TENANT, shown_by
from kit.signed import signed
from kit.sns import TOPIC, FakeSns
from kit.web import World, a_client, problem
from triage_warden.core.audit.model import ActorKind
from triage_warden.core.identity.deliveries import RefusedDelivery, WhyRefused
from triage_warden.core.identity.refusals import Refused
from triage_warden.core.identity.roles import Role
from triage_warden.core.identity.source_secrets import Scheme
from triage_warden.web.shared.rate_limits import RateLimits

ONE = b'{"id":"1","title":"One"}'
SECRET = "a-secret-that-both-sides-know"
ADMIN = shown_by(Role.ADMIN)


def _signed(world: World, body: bytes = ONE, secret: str = SECRET) -> dict[str, str]:
    time = str(int(world.clock.now().timestamp()))
    digest = hmac.new(secret.encode(), time.encode() + b"." + body, sha256).hexdigest()
    return {"x-tw-signature": f"sha256={digest}", "x-tw-timestamp": time}


async def _set(client: httpx.AsyncClient, headers: dict[str, str] = ADMIN, **body: str) -> None:
    answer = await client.put("/api/v1/sources/acme/secret", json={"secret": SECRET, **body}, headers=headers)
    assert answer.status_code == 200


async def test_a_right_signature_is_let_in_without_a_key_and_once() -> None:
    """Sent again, it is answered with the same receipt, and nothing is new, nor counted as seen again."""
    world = World()
    async with a_client(world, role=None) as client:
        await _set(client)
        headers = _signed(world)
        first = await client.post("/webhooks/acme", content=ONE, headers=headers)
        again = await client.post("/webhooks/acme", content=ONE, headers={**headers, "idempotency-key": "another"})
    assert first.status_code == again.status_code == 202
    assert first.json()["accepted"] == 1
    assert again.json() == first.json()
    assert len(world.alerts.alerts) == 1


async def test_without_a_right_signature_nobody_is_let_in() -> None:
    """Missing, of another body, under another secret, too old, for a source without a secret: all the same 401."""
    world = World()
    async with a_client(world, role=None) as client:
        await _set(client)
        for name, body, headers in (
            ("acme", ONE, {}),
            ("acme", ONE + b" ", _signed(world)),
            ("acme", ONE, _signed(world, secret="another secret of somebody")),
            ("generic", ONE, _signed(world)),
            ("nowhere", ONE, _signed(world)),
        ):
            answer = await client.post(f"/webhooks/{name}", content=body, headers=headers)
            assert problem(answer)["code"] == "not_signed_in", (name, headers)
        old = _signed(world)
        world.clock.advance(timedelta(seconds=301))
        assert (await client.post("/webhooks/acme", content=ONE, headers=old)).status_code == 401
    assert not world.alerts.alerts


async def test_what_was_not_signed_is_noted_for_the_record() -> None:
    """With its source and what was wrong, for the tenant whose secret was tried; never what was made up."""
    world, told = World(), list[Refused]()
    other = f"?tenant={OTHER_TENANT}"

    def note(refused: Refused, address: str | None) -> None:
        assert address
        told.append(refused)

    async with a_client(world, role=None, note_refused=note) as client:
        await _set(client, shown_by(Role.ADMIN, OTHER_TENANT))
        await client.post(f"/webhooks/acme{other}", content=ONE, headers=_signed(world))
        assert told == []
        wrong = _signed(world, secret="another secret of somebody")
        await client.post(f"/webhooks/acme{other}", content=ONE, headers=wrong)
        await client.get(f"/webhooks/acme{other}", headers=wrong)
        await client.post("/webhooks/acme", content=ONE, headers=wrong)
        await client.post("/webhooks/made-up", content=ONE, headers=wrong)
    assert told == [
        RefusedDelivery(why=WhyRefused.WRONG, source="acme", tenant=OTHER_TENANT),
        RefusedDelivery(why=WhyRefused.WRONG, source="acme", tenant=OTHER_TENANT),
        RefusedDelivery(why=WhyRefused.NOT_SET, source="acme"),
        RefusedDelivery(why=WhyRefused.NOT_SET, source="unknown"),
    ]


async def test_a_key_counts_for_more_than_a_signature() -> None:
    """Who shows one that is wrong, or may not, is refused, whatever is signed."""
    world = World()
    async with a_client(world, role=None) as client:
        await _set(client)
        statuses = [
            (await client.post("/webhooks/acme", content=ONE, headers={**_signed(world), **shown})).status_code
            for shown in ({"authorization": "Bearer wrong"}, shown_by(Role.VIEWER), shown_by(Role.ANALYST))
        ]
    assert statuses == [401, 403, 202]


async def test_a_tenants_secret_lets_into_that_tenant_only() -> None:
    """The tenant that a sender names is a claim; the secret proves it."""
    world = World()
    async with a_client(world, role=None) as client:
        await _set(client, shown_by(Role.ADMIN, OTHER_TENANT))
        here = await client.post("/webhooks/acme", content=ONE, headers=_signed(world))
        there = await client.post(f"/webhooks/acme?tenant={OTHER_TENANT}", content=ONE, headers=_signed(world))
        wrong = await client.post("/webhooks/acme?tenant=x", content=ONE, headers=_signed(world))
    assert (here.status_code, there.status_code, wrong.status_code) == (401, 202, 422)


async def test_okta_verifies_an_event_hook_and_sends_with_its_secret() -> None:
    """The challenge is said back to whoever shows the secret, and to nobody else."""
    challenge = {"x-okta-verification-challenge": "Me_rShK8JHsTnbyYrWXCEoMGbM_zsZ6k0hLPZ_Pg"}
    secret = {"authorization": SECRET}
    async with a_client(World(), role=None) as client:
        await _set(client, scheme="okta")
        said = await client.get("/webhooks/acme", headers=challenge | secret)
        unknown = await client.get("/webhooks/acme", headers=challenge | {"authorization": "guessed by somebody"})
        nothing = await client.get("/webhooks/acme", headers=secret)
        sent = await client.post("/webhooks/acme", content=ONE, headers=secret)
    assert said.json() == {"verification": challenge["x-okta-verification-challenge"]}
    assert (unknown.status_code, nothing.status_code, sent.status_code) == (401, 404, 202)


@pytest.mark.parametrize("path", ["/webhooks/acme", "/webhooks/nowhere"])
async def test_a_stranger_without_a_secret_has_no_body_read(path: str) -> None:
    """Nor is anybody told which sources there are."""
    async with a_client(World(), role=None) as client:
        answer = await client.post(path, content=b"", headers={"content-type": "application/json"})
    assert problem(answer)["code"] == "not_signed_in"


async def test_amazon_sns_subscribes_and_its_findings_reach_their_parser_once() -> None:
    """The message inside is the payload; the subscription is confirmed, and on the record as our own doing."""
    fake = FakeSns()
    world = World(clock=fake.clock)
    finding = '{"id":"1","title":"A finding"}'
    async with a_client(world, role=None, deliveries=a_deliveries(fake.clock, world.secrets, fake.check())) as client:
        await _set(client, secret=TOPIC, scheme="sns")
        types = {"content-type": "text/plain; charset=UTF-8"}
        asked = await client.post("/webhooks/acme", content=fake.confirmation(), headers=types)
        first = await client.post("/webhooks/acme", content=fake.notification(finding), headers=types)
        again = await client.post("/webhooks/acme", content=fake.notification(finding), headers=types)
        raw = await client.post("/webhooks/acme", content=finding, headers=types | {"x-amz-sns-rawdelivery": "true"})
    assert (asked.status_code, asked.text) == (200, "")
    assert first.status_code == again.status_code == 202
    assert first.json() == again.json()
    assert raw.status_code == 401
    assert [stored.title for stored in world.alerts.alerts.values()] == ["A finding"]
    (entry,) = [each for _, each in world.audit.entries if each.action == "source.subscribe"]
    assert (entry.actor.kind, entry.object.id) == (ActorKind.SYSTEM, "acme")
    assert entry.request_id == asked.headers["x-request-id"]


async def test_microsoft_graph_hears_its_token_as_text_and_nothing_else() -> None:
    """And sends with its clientState, which one wrong item spoils."""
    world = World()
    token = "Validation: Testing client application reachability for subscription Request-Id: 522a8e7e"
    right = {"value": [{"id": "1", "title": "x", "clientState": SECRET}]}
    wrong = {"value": [*right["value"], {"id": "2", "clientState": "guessed"}]}
    async with a_client(world, role=None) as client:
        elsewhere = await client.post("/webhooks/acme", params={"validationToken": token})
        await _set(client, scheme="graph")
        said = await client.post("/webhooks/acme", params={"validationToken": token}, content=b"")
        odd = await client.post("/webhooks/acme", params={"validationToken": "<script>alert(1)</script>"})
        sent = await client.post("/webhooks/acme", json=right)
        refused = await client.post("/webhooks/acme", json=wrong)
        missed = await client.post(
            "/webhooks/acme", json={"value": [{"lifecycleEvent": "missed", "clientState": SECRET}]}
        )
    assert (said.status_code, said.text) == (200, token)
    assert said.headers["content-type"] == "text/plain; charset=utf-8"
    assert said.headers["x-content-type-options"] == "nosniff"
    assert (elsewhere.status_code, odd.status_code) == (401, 422)
    assert "<script>" not in odd.text
    assert (sent.status_code, refused.status_code, missed.status_code) == (202, 401, 200)
    assert [each.action for _, each in world.audit.entries if each.action.startswith("source.")] == ["source.lifecycle"]


async def test_a_stranger_cannot_have_tokens_said_back_without_end() -> None:
    """Nobody is known by asking."""
    async with a_client(World(), role=None, rates=RateLimits(address=3)) as client:
        await _set(client, scheme="graph")
        answers = [await client.post("/webhooks/acme?validationToken=x") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


async def test_who_cannot_be_looked_at_counts_as_a_stranger() -> None:
    """Nobody makes us ask Amazon without end."""
    fake = FakeSns(status=500)
    world = World(clock=fake.clock)
    known = a_deliveries(fake.clock, world.secrets, fake.check())
    async with a_client(world, role=None, rates=RateLimits(address=3), deliveries=known) as client:
        await _set(client, secret=TOPIC, scheme="sns")
        body = fake.notification("{}")
        answers = [await client.post("/webhooks/acme", content=body) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [503, 503, 503, 429]
    assert len(fake.asked) <= 4


async def test_slacks_challenge_is_answered_after_its_signature() -> None:
    """Nothing is taken in."""
    world = World()
    question = b'{"type":"url_verification","challenge":"3eZbrw1aB"}'
    time = str(int(world.clock.now().timestamp()))
    async with a_client(world, role=None) as client:
        await _set(client, scheme="slack")
        headers = signed(Scheme.SLACK, SECRET, question, time=time)
        said = await client.post("/webhooks/acme", content=question, headers=headers)
        stranger = await client.post("/webhooks/acme", content=question)
    assert (said.status_code, said.json()) == (200, {"challenge": "3eZbrw1aB"})
    assert stranger.status_code == 401
    assert not world.alerts.alerts
