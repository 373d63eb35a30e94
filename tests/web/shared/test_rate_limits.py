"""How often somebody may ask."""

from datetime import timedelta
from ipaddress import ip_network

import structlog

from kit.identity import shown_by
from kit.web import World, a_client, problem
from triage_warden.core.identity.roles import Role
from triage_warden.web.shared.client_address import TrustedProxies
from triage_warden.web.shared.own_budgets import OwnBudgets
from triage_warden.web.shared.rate_limits import RateLimits, Standing, headers_of

TRUSTED = TrustedProxies((ip_network("127.0.0.0/8"),)).client_of


def _limits(world: World, caller: int = 0, address: int = 0, source: int = 0) -> RateLimits:
    known = frozenset({"acme", "generic", "mail"})
    return RateLimits(caller, address, source, budgets=OwnBudgets(world.clock), sources=known, clock=world.clock)


async def test_one_too_many_is_told_when_to_come_back() -> None:
    """By a problem and by headers; after that time one more is let in, and not two."""
    world = World()
    async with a_client(world, rates=_limits(world, caller=3)) as client:
        first = [await client.get("/api/v1/incidents") for _ in range(3)]
        refused = await client.get("/api/v1/incidents")
        world.clock.advance(timedelta(seconds=int(refused.headers["retry-after"])))
        later = [(await client.get("/api/v1/incidents")).status_code for _ in range(2)]
    assert [answer.status_code for answer in first] == [200, 200, 200]
    assert [answer.headers["ratelimit"] for answer in first] == [
        '"caller";r=2;t=20',
        '"caller";r=1;t=40',
        '"caller";r=0;t=60',
    ]
    assert first[0].headers["ratelimit-policy"] == '"caller";q=3;w=60'
    assert (refused.status_code, problem(refused)["code"]) == (429, "too_many_requests")
    assert refused.headers["retry-after"] == "20"
    assert refused.headers["ratelimit"] == '"caller";r=0;t=60'
    assert later == [200, 429]


async def test_strangers_are_counted_by_address_and_cannot_use_up_anothers() -> None:
    """Wrong keys, no keys and public pages; somebody known at the same address goes on."""
    world = World()
    async with a_client(world, role=None, rates=_limits(world, address=3), client_of=TRUSTED) as client:
        one, other = {"x-forwarded-for": "198.51.100.1"}, {"x-forwarded-for": "203.0.113.9"}
        statuses = [
            (await client.get("/api/v1/incidents", headers=one)).status_code,
            (await client.get("/api/v1/incidents", headers={**one, "authorization": "Bearer wrong"})).status_code,
            (await client.get("/openapi.json", headers=one)).status_code,
            (await client.get("/api/v1/incidents", headers={**one, "authorization": "Bearer wrong"})).status_code,
            (await client.get("/openapi.json", headers=one)).status_code,
            (await client.post("/webhooks/acme", content=b"{}", headers=one)).status_code,
            (await client.get("/api/v1/incidents", headers={**one, **shown_by(Role.VIEWER)})).status_code,
            (await client.get("/openapi.json", headers=other)).status_code,
            (await client.get("/ready", headers=one)).status_code,
        ]
    assert statuses == [401, 401, 200, 429, 429, 429, 200, 200, 200]


async def test_an_address_of_ipv6_is_its_network() -> None:
    """The other 2^64 addresses are the same customer's."""
    world = World()
    async with a_client(world, role=None, rates=_limits(world, address=1), client_of=TRUSTED) as client:
        statuses = [
            (await client.get("/openapi.json", headers={"x-forwarded-for": address})).status_code
            for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")
        ]
    assert statuses == [200, 429, 200]


async def test_wrong_signatures_are_counted_and_right_ones_are_not() -> None:
    """A product may send as much as it has to tell."""
    world = World()
    async with a_client(world, role=None, rates=_limits(world, address=2)) as client:
        body = {"secret": "a-secret-of-somebody", "scheme": "okta"}
        await client.put("/api/v1/sources/acme/secret", json=body, headers=shown_by(Role.ADMIN))
        right, wrong = ({"authorization": text} for text in ("a-secret-of-somebody", "guessed"))
        statuses = [
            (await client.post("/webhooks/acme", content=b'{"id":"1","title":"x"}', headers=headers)).status_code
            for headers in (right, right, right, wrong, wrong, wrong)
        ]
    assert statuses == [202, 202, 202, 401, 401, 429]


async def test_without_a_limit_nothing_is_counted_or_told() -> None:
    """0 is any number."""
    async with a_client(World()) as client:
        assert "ratelimit" not in (await client.get("/api/v1/incidents")).headers


async def test_a_source_has_a_limit_of_its_own_however_many_keys_send_it() -> None:
    """Named in the path or the query, or recognised from the bytes; another source goes on."""
    world = World()
    async with a_client(world, role=Role.ADMIN, rates=_limits(world, source=3)) as client:
        other = shown_by(Role.ANALYST)
        acme = b'{"vendor":"acme","id":"%d","title":"x"}'
        json = {"content-type": "application/json"}
        answers = [
            await client.post("/webhooks/acme", content=acme % 1),
            await client.post("/api/v1/alerts?source=acme", content=acme % 2, headers=json | other),
            await client.post("/api/v1/alerts", content=acme % 3, headers=json),
            await client.post("/api/v1/alerts", content=acme % 4, headers=json),
            await client.post("/webhooks/acme", content=acme % 5, headers=other),
            await client.post("/webhooks/generic", content=b'{"id":"6","title":"x"}'),
            await client.post("/webhooks/unheard-of", content=b"{}"),
        ]
    assert [answer.status_code for answer in answers] == [202, 202, 202, 429, 429, 202, 404]
    assert answers[2].headers["ratelimit"] == '"source";r=0;t=60'
    assert "ratelimit" not in answers[6].headers


async def test_a_request_that_one_limit_refuses_is_counted_by_none() -> None:
    """Else a busy source would use up the budget of its sender for everything else."""
    world = World()
    async with a_client(world, role=Role.ADMIN, rates=_limits(world, caller=10, source=1)) as client:
        body = b'{"id":"1","title":"x"}'
        first, *refused = [await client.post("/webhooks/acme", content=body) for _ in range(4)]
        other = await client.get("/api/v1/incidents")
    assert first.headers["ratelimit"] == '"caller";r=9;t=6, "source";r=0;t=60'
    assert [answer.status_code for answer in refused] == [429] * 3
    assert other.headers["ratelimit"] == '"caller";r=8;t=12'


async def test_strangers_cannot_use_up_the_budget_of_a_source() -> None:
    """Only deliveries whose signature is right are the source's."""
    world = World()
    async with a_client(world, role=None, rates=_limits(world, address=100, source=2)) as client:
        body = {"secret": "a-secret-of-somebody", "scheme": "okta"}
        await client.put("/api/v1/sources/acme/secret", json=body, headers=shown_by(Role.ADMIN))
        right, wrong = ({"authorization": text} for text in ("a-secret-of-somebody", "guessed"))
        statuses = [
            (await client.post("/webhooks/acme", content=b'{"id":"1","title":"x"}', headers=headers)).status_code
            for headers in (wrong, wrong, wrong, right, right, right)
        ]
    assert statuses == [401, 401, 401, 202, 202, 429]


async def test_what_is_refused_is_counted_and_told_once_in_a_minute() -> None:
    """With whose budget it was; a flood makes no flood of lines."""
    world = World()
    told: list[str] = []
    limits = RateLimits(1, budgets=OwnBudgets(world.clock), clock=world.clock, tell=told.append)
    with structlog.testing.capture_logs() as lines:
        async with a_client(world, rates=limits) as client:
            for _ in range(4):
                await client.get("/api/v1/incidents")
    assert told == ["caller"] * 3
    assert [line["kind"] for line in lines if line["event"] == "rate_limited"] == ["caller"]


def test_several_limits_are_told_in_one_field() -> None:
    """As a list of items, each with its name."""
    standings = (Standing("caller", 10, 9, 6), Standing("source", 5, 0, 60))
    assert headers_of(standings) == [
        (b"ratelimit-policy", b'"caller";q=10;w=60, "source";q=5;w=60'),
        (b"ratelimit", b'"caller";r=9;t=6, "source";r=0;t=60'),
    ]
    assert headers_of(()) == []
