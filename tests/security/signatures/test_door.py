"""Every scheme's check, and what its product wants to hear."""

import json
from datetime import UTC, datetime

import pytest

from kit.signed import BODY, BY_HEADERS, signed
from kit.sns import TOPIC, FakeSns
from triage_warden.core.identity.deliveries import Delivery, Passed, Said, Verdict
from triage_warden.core.identity.source_secrets import Scheme, SourceSecret
from triage_warden.security.signatures.door import Door

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
SECRET = "a secret that both sides know"
QUESTION = json.dumps({"type": "url_verification", "token": "old", "challenge": "3eZbrw1aB<script>"}).encode()


async def _verdict(scheme: Scheme, body: bytes = BODY, secret: str = SECRET) -> Verdict:
    headers = signed(scheme, secret, body, time=str(int(NOW.timestamp())))
    return await Door(FakeSns().check)(SourceSecret(scheme=scheme, secret=SECRET), Delivery(headers, body, NOW))


@pytest.mark.parametrize("scheme", BY_HEADERS)
async def test_what_is_signed_in_headers_is_taken_in_whole(scheme: Scheme) -> None:
    """Under another secret it is not."""
    found = await _verdict(scheme)
    assert isinstance(found, Passed)
    assert found.body == BODY
    assert await _verdict(scheme, secret="another") is None


async def test_slacks_challenge_is_said_back_to_slack_alone() -> None:
    """After its signature, as JSON that no browser takes for a page; elsewhere it is a body like any other."""
    found = await _verdict(Scheme.SLACK, QUESTION)
    assert isinstance(found, Said)
    assert json.loads(found.text) == {"challenge": "3eZbrw1aB<script>"}
    assert found.media_type == "application/json"
    assert found.event is None
    assert await _verdict(Scheme.SLACK, QUESTION, secret="another") is None
    assert isinstance(await _verdict(Scheme.GENERIC, QUESTION), Passed)


@pytest.mark.parametrize("challenge", [None, 1, "x" * 2001])
async def test_an_odd_challenge_is_a_body_like_any_other(challenge: object) -> None:
    """Nothing odd is said back."""
    body = json.dumps({"type": "url_verification", "challenge": challenge}).encode()
    assert isinstance(await _verdict(Scheme.SLACK, body), Passed)


async def test_the_schemes_inside_the_body_have_their_own_checks() -> None:
    """Amazon's and Microsoft's."""
    fake = FakeSns()
    kept = SourceSecret(scheme=Scheme.SNS, secret=TOPIC)
    found = await Door(fake.check)(kept, Delivery({}, fake.notification("{}"), fake.clock.now()))
    assert isinstance(found, Passed)
    notification = json.dumps({"value": [{"clientState": SECRET}]}).encode()
    assert isinstance(await _verdict(Scheme.GRAPH, notification), Passed)
    assert await _verdict(Scheme.GRAPH, notification.replace(b"know", b"knew")) is None
