import asyncio
import contextlib
import gzip
import zlib
from collections.abc import AsyncGenerator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.web import World, a_client, problem
from triage_warden.web.api.intake.body import decompress
from triage_warden.web.shared.errors import BadRequest, DecompressedTooLarge, UnsupportedEncoding
from triage_warden.web.shared.limits import IntakeLimits

LIMITS = IntakeLimits(decompressed_bytes=10_000)


async def test_a_chunked_body_is_bounded_as_it_arrives() -> None:
    """No Content-Length announces anything; reading stops at the limit all the same."""
    sent = 0

    async def endless() -> AsyncGenerator[bytes]:
        nonlocal sent
        for _ in range(10_000):
            sent += 1000
            yield b"x" * 1000

    async with a_client(World(), limits=IntakeLimits(body_bytes=5000)) as client:
        answer = await client.post("/api/v1/alerts", content=endless())
    assert problem(answer)["code"] == "body_too_large"
    assert sent <= 7000


async def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    """A sender that stops half-way would hold its place for ever."""
    gone_on = asyncio.Event()

    async def halting() -> AsyncGenerator[bytes]:
        yield b"{"
        await gone_on.wait()

    async with a_client(World(), limits=IntakeLimits(body_seconds=0.05)) as client:
        answer = await client.post("/api/v1/alerts", content=halting())
    assert (answer.status_code, problem(answer)["code"]) == (400, "body_too_slow")


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    """A megabyte that would be a gigabyte costs no more than the limit."""
    bomb = gzip.compress(b"\x00" * 50_000_000)
    with pytest.raises(DecompressedTooLarge):
        decompress(bomb, "gzip", LIMITS)


def test_members_may_follow_one_another() -> None:
    """RFC 1952 allows what `cat a.gz b.gz` makes."""
    assert decompress(gzip.compress(b"one ") + gzip.compress(b"two"), "gzip", LIMITS) == b"one two"


@pytest.mark.parametrize(
    "broken",
    [b"no gzip", gzip.compress(b"x" * 500)[:-4], gzip.compress(b"a") + b"rest"],
    ids=["no gzip", "cut short", "more after it"],
)
def test_a_broken_body_is_said_to_be_broken(broken: bytes) -> None:
    """Garbage, a cut and a tail are the sender's to mend."""
    with pytest.raises(BadRequest):
        decompress(broken, "gzip", LIMITS)


def test_other_encodings_are_not_taken() -> None:
    """The answer names those that are."""
    with pytest.raises(UnsupportedEncoding) as refused:
        decompress(b"x", "zstd", LIMITS)
    assert "gzip" in refused.value.detail


@given(st.binary(min_size=1, max_size=2000).filter(lambda body: not body.isspace()))
def test_compressing_changes_nothing(body: bytes) -> None:
    """What was sent is what is read, at any size up to the limit itself."""
    assert decompress(gzip.compress(body), "gzip", IntakeLimits(decompressed_bytes=len(body))) == body
    assert decompress(body, "identity", LIMITS) == body


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    """Nothing but a stated refusal comes out of the decompressor."""
    raw = zlib.compressobj(wbits=31)
    for candidate in (body, raw.compress(body) + raw.flush() + body):
        with contextlib.suppress(BadRequest):
            decompress(candidate, "gzip", LIMITS)
