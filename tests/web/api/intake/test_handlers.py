import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.web import World, a_client, problem
from triage_warden.web.shared.limits import IntakeLimits

ONE = b'{"id":"1","title":"One"}'
TWO = b'{"id":"2","title":"Two"}'


async def test_one_object_is_one_alert() -> None:
    """A single object is accepted, and the receipt names what was stored."""
    world = World()
    async with a_client(world) as client:
        answer = await client.post("/api/v1/alerts", content=ONE, headers={"content-type": "application/json"})
    assert answer.status_code == 202
    assert [str(alert_id) for alert_id in world.alerts.alerts] == [answer.json()["alerts"][0]["id"]]
    assert answer.json() | {"alerts": []} == {"accepted": 1, "duplicates": 0, "quarantined": 0, "alerts": []}


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"[" + ONE + b", " + TWO + b"]", "application/json"),
        (ONE + b"\n" + TWO + b"\n", "application/x-ndjson"),
        (ONE + b"\n" + TWO, "text/plain"),
        (ONE + b"\n" + TWO, "application/vnd.example+json; charset=utf-8"),
    ],
)
async def test_arrays_and_lines_are_cut_byte_for_byte(body: bytes, media_type: str) -> None:
    """Each item is kept exactly as it was sent."""
    world = World()
    async with a_client(world) as client:
        answer = await client.post("/api/v1/alerts", content=body, headers={"content-type": media_type})
    assert answer.json()["accepted"] == 2
    assert list(world.alerts.raws.values()) == [ONE, TWO]


async def test_a_repeat_is_a_duplicate_of_the_first() -> None:
    """The same finding again is answered with the id it has."""
    async with a_client(World()) as client:
        first = (await client.post("/api/v1/alerts", content=ONE)).json()
        again = (await client.post("/api/v1/alerts", content=ONE)).json()
    assert again["duplicates"] == 1
    assert again["alerts"][0]["id"] == first["alerts"][0]["id"]


async def test_what_cannot_be_parsed_is_quarantined_and_the_rest_accepted() -> None:
    """One bad item costs nobody else."""
    world = World()
    async with a_client(world) as client:
        answer = await client.post("/api/v1/alerts", content=b"[" + ONE + b',{"id":7}]')
    assert [each["outcome"] for each in answer.json()["alerts"]] == ["accepted", "quarantined"]
    assert world.alerts.quarantined[0].payload == b'{"id":7}'


async def test_a_body_that_is_no_json_is_quarantined_whole() -> None:
    """Law 1: what was sent is kept with the reason, not thrown back."""
    world = World()
    async with a_client(world) as client:
        answer = await client.post("/api/v1/alerts?source=generic", content=b"\xff\xfe not json")
    assert answer.status_code == 202
    assert answer.json()["quarantined"] == 1
    assert world.alerts.quarantined[0].payload == b"\xff\xfe not json"


async def test_the_source_is_recognised_where_none_is_named() -> None:
    """The surest source takes the body; our own format takes what nobody knows."""
    world = World()
    async with a_client(world) as client:
        await client.post("/api/v1/alerts", content=b'[{"vendor":1,"id":"9","title":"x"}]')
        await client.post("/api/v1/alerts", content=ONE)
        await client.post("/api/v1/alerts", content=b"CEF:0|x", headers={"content-type": "text/plain"})
    assert [each.source for each in world.alerts.alerts.values()] == ["acme", "generic", "cef"]


async def test_gzip_is_opened() -> None:
    """A compressed body is taken like any other."""
    async with a_client(World()) as client:
        answer = await client.post("/api/v1/alerts", content=gzip.compress(ONE), headers={"content-encoding": "gzip"})
    assert answer.json()["accepted"] == 1


async def test_an_idempotency_key_brings_the_first_answer_again() -> None:
    """A client that did not hear the answer may send again."""
    world = World()
    async with a_client(world) as client:
        first = await client.post("/api/v1/alerts", content=ONE, headers={"idempotency-key": "k-1"})
        again = await client.post("/api/v1/alerts", content=ONE, headers={"idempotency-key": "k-1"})
    assert again.json()["alerts"] == first.json()["alerts"]
    assert len(world.alerts.alerts) == 1


async def test_something_else_under_the_same_key_is_refused() -> None:
    """Answered from memory it would be lost, with a 202."""
    world = World()
    async with a_client(world) as client:
        await client.post("/api/v1/alerts", content=ONE, headers={"idempotency-key": "k-1"})
        other = await client.post("/api/v1/alerts", content=b'{"title": "other"}', headers={"idempotency-key": "k-1"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert len(world.alerts.alerts) == 1


@pytest.mark.parametrize(
    ("path", "body", "headers", "status", "code"),
    [
        ("/api/v1/alerts", b"", {}, 400, "empty_body"),
        ("/api/v1/alerts", b" \n ", {}, 400, "empty_body"),
        ("/api/v1/alerts", b"x" * 300, {}, 413, "body_too_large"),
        ("/api/v1/alerts", b"[1,2,3,4]", {}, 413, "too_many_items"),
        ("/api/v1/alerts", ONE, {"content-type": "application/x-www-form-urlencoded"}, 415, "unsupported_media_type"),
        ("/api/v1/alerts", ONE, {"content-encoding": "br"}, 415, "unsupported_encoding"),
        ("/api/v1/alerts", ONE, {"content-encoding": "gzip"}, 400, "bad_request"),
        (
            "/api/v1/alerts",
            gzip.compress(b" " * 5000, mtime=0),
            {"content-encoding": "gzip"},
            413,
            "decompressed_too_large",
        ),
        ("/api/v1/alerts", ONE, {"idempotency-key": "with space"}, 422, "invalid_parameter"),
        ("/api/v1/alerts", ONE, {"idempotency-key": "k" * 201}, 422, "invalid_parameter"),
        ("/api/v1/alerts?source=nobody", ONE, {}, 422, "unknown_source"),
        ("/api/v1/alerts?sauce=generic", ONE, {}, 422, "invalid_parameter"),
        ("/webhooks/nobody", ONE, {}, 404, "no_such_source"),
        ("/api/v1/mails", ONE, {"content-type": "application/json"}, 415, "unsupported_media_type"),
    ],
)
async def test_what_is_refused_is_refused_whole_with_its_reason(
    path: str, body: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    """Every refusal is a problem, and nothing of it was stored."""
    world = World()
    limits = IntakeLimits(body_bytes=200, decompressed_bytes=1000, items=3)
    async with a_client(world, limits=limits) as client:
        answer = await client.post(path, content=body, headers=headers)
    assert answer.status_code == status
    assert problem(answer)["code"] == code
    assert not world.alerts.alerts
    assert not world.alerts.quarantined


async def test_a_full_backlog_says_when_to_come_back() -> None:
    """503 with Retry-After, and nothing half-taken."""
    world = World()
    world.alerts.full = True
    async with a_client(world) as client:
        answer = await client.post("/api/v1/alerts", content=ONE)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "7"
    assert problem(answer)["code"] == "backlog_full"


async def test_webhooks_and_mails_answer_with_the_same_receipt() -> None:
    """A vendor's product and a mail gateway are answered alike."""
    async with a_client(World()) as client:
        hook = await client.post("/webhooks/acme", content=ONE)
        mail = await client.post(
            "/api/v1/mails", content=b"Subject: x\n\ny", headers={"content-type": "message/rfc822"}
        )
    assert hook.status_code == mail.status_code == 202
    assert hook.json().keys() == mail.json().keys() == {"accepted", "duplicates", "quarantined", "alerts"}


async def test_an_empty_array_is_nothing() -> None:
    """Nothing sent is nothing taken; the store is not asked."""
    world = World()
    world.alerts.full = True
    async with a_client(world) as client:
        answer = await client.post("/api/v1/alerts?source=generic", content=b"[]")
    assert answer.json() == {"accepted": 0, "duplicates": 0, "quarantined": 0, "alerts": []}


async def test_what_was_taken_in_is_counted() -> None:
    """The metric goes by source and outcome."""
    world = World()
    async with a_client(world) as client:
        await client.post("/webhooks/acme", content=b"[" + ONE + b"," + ONE + b",3]")
    read = world.metrics.registry.get_sample_value
    outcomes = ("accepted", "duplicate", "quarantined")
    found = [read("triage_warden_alerts_total", {"source": "acme", "outcome": each}) for each in outcomes]
    assert found == [1, 1, 1]


JSONISH = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
).map(lambda value: json.dumps(value).encode())
DEEP = st.integers(1, 3000).map(lambda depth: b"[" * depth + b"]" * depth)
DOUBLED = st.just(b'{"id":"1","id":2,"title":"x","title":"y","v":NaN,"w":1e999}')
SURROGATES = st.just(b'{"id":"\\ud800","title":"\\udfff \\u0000"}')


@settings(max_examples=60, deadline=None)
@given(
    body=st.binary(max_size=400) | JSONISH | DEEP | DOUBLED | SURROGATES,
    path=st.sampled_from(["/api/v1/alerts", "/api/v1/alerts?source=cef", "/webhooks/generic", "/api/v1/mails"]),
    encoding=st.sampled_from(["", "gzip", "identity", "deflate"]),
    squeeze=st.booleans(),
)
async def test_no_bytes_are_our_fault(body: bytes, path: str, encoding: str, squeeze: bool) -> None:  # noqa: FBT001  # drawn
    """Law 1 at the door: whatever is sent is taken, quarantined or refused with a reason, never a 5xx."""
    sent = gzip.compress(body) if squeeze else body
    async with a_client(World()) as client:
        answer = await client.post(path, content=sent, headers={"content-encoding": encoding})
    assert answer.status_code < 500
