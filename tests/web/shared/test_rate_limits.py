"""How often somebody may ask."""

from datetime import timedelta
from ipaddress import ip_network

from hypothesis import given
from hypothesis import strategies as st

from kit.clock import FrozenClock
from kit.identity import shown_by
from kit.web import World, a_client, problem
from triage_warden.core.identity.roles import Role
from triage_warden.web.shared import rate_limits
from triage_warden.web.shared.client_address import TrustedProxies
from triage_warden.web.shared.rate_limits import RateLimits

TRUSTED = TrustedProxies((ip_network("127.0.0.0/8"),)).client_of


def _limits(world: World, caller: int = 0, address: int = 0) -> RateLimits:
    return RateLimits(caller, address, world.clock)


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


@given(limit=st.integers(1, 10_000), pauses=st.lists(st.floats(0, 30), max_size=40))
def test_in_no_minute_more_than_a_burst_and_what_came_back(limit: int, pauses: list[float]) -> None:
    """Over any time at most the limit, and as much again for each minute that passed."""
    clock = FrozenClock()
    began, taken, bucket = clock.monotonic(), 0, ("caller", "x")
    limits = RateLimits(limit, 0, clock)
    scope: dict[str, dict[str, object]] = {"state": {}}
    for pause in pauses:
        clock.advance(timedelta(seconds=pause))
        try:
            limits.count(scope, bucket, limit)  # type: ignore[arg-type]  # all that is read of a scope
            taken += 1
        except rate_limits.TooManyRequests:
            pass
    assert taken <= limit * (1 + (clock.monotonic() - began) / 60) + 1


def test_what_is_kept_has_a_bound() -> None:
    """Somebody with many addresses costs no more memory than that."""
    clock = FrozenClock()
    limits = RateLimits(1, 0, clock)
    scope: dict[str, dict[str, object]] = {"state": {}}
    for each in range(100_003):
        limits.count(scope, ("caller", str(each)), 1)  # type: ignore[arg-type]  # all that is read of a scope
    assert len(limits.full_at) <= 100_000
