"""Signatures of webhooks, against the vendors' published examples."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit import signed as kit_signed
from kit.signed import BODY, BY_HEADERS
from triage_warden.core.identity.deliveries import Delivery
from triage_warden.core.identity.source_secrets import Scheme, SourceSecret
from triage_warden.security.signatures.verify import is_signed, whole

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TIME = str(int(NOW.timestamp()))
SECRET = "a secret that both sides know"

_SLACK_BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar"
    b"&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com"
    b"%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)


def signed(scheme: Scheme, secret: str, time: str = TIME) -> dict[str, str]:
    """Return the headers of a sender who signs now."""
    return kit_signed.signed(scheme, secret, time=time)


def _holds(scheme: Scheme, headers: Mapping[str, str], body: bytes = BODY, *, at: datetime = NOW) -> bool:
    return is_signed(SourceSecret(scheme=scheme, secret=SECRET), Delivery(headers, body, at))


def test_githubs_published_example() -> None:
    """docs.github.com, "Validating webhook deliveries", "Testing the webhook payload validation"."""
    kept = SourceSecret(scheme=Scheme.GITHUB, secret="It's a Secret to Everybody")
    headers = {"x-hub-signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}
    assert is_signed(kept, Delivery(headers, b"Hello, World!", NOW))
    assert not is_signed(kept, Delivery(headers, b"Hello, World?", NOW))


def test_slacks_published_example() -> None:
    """docs.slack.dev, "Verifying requests from Slack", the step-by-step walk-through."""
    kept = SourceSecret(scheme=Scheme.SLACK, secret="8f742231b10e8888abcd99yyyzzz85a5")
    headers = {
        "x-slack-request-timestamp": "1531420618",
        "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    }
    at = datetime.fromtimestamp(1531420618, UTC)
    assert is_signed(kept, Delivery(headers, _SLACK_BODY, at))
    assert not is_signed(kept, Delivery(headers, _SLACK_BODY, at + timedelta(minutes=6)))


@pytest.mark.parametrize("scheme", BY_HEADERS)
def test_a_right_signature_holds_and_another_secrets_does_not(scheme: Scheme) -> None:
    """By every scheme; nothing at all does not, either."""
    assert _holds(scheme, signed(scheme, SECRET))
    assert not _holds(scheme, signed(scheme, "another secret"))
    assert not _holds(scheme, {})
    assert not _holds(scheme, dict.fromkeys(signed(scheme, SECRET), ""))


@pytest.mark.parametrize("scheme", [scheme for scheme in BY_HEADERS if scheme is not Scheme.OKTA])
@given(body=st.binary(max_size=60))
def test_another_body_does_not_hold(scheme: Scheme, body: bytes) -> None:
    """Whatever it is; Okta alone signs nothing."""
    assert _holds(scheme, signed(scheme, SECRET), body) is (body == BODY)


@pytest.mark.parametrize("scheme", [Scheme.GENERIC, Scheme.SLACK])
@pytest.mark.parametrize(("seconds", "holds"), [(300, True), (-300, True), (301, False), (-301, False)])
def test_five_minutes_either_way(scheme: Scheme, seconds: int, *, holds: bool) -> None:
    """What was overheard is worth nothing later, and what a clock that is fast signed is not kept for later."""
    assert _holds(scheme, signed(scheme, SECRET), at=NOW + timedelta(seconds=seconds)) is holds


@pytest.mark.parametrize("scheme", [Scheme.GENERIC, Scheme.SLACK])
@pytest.mark.parametrize("time", ["", "now", "-1", "1e9", "٣", "9" * 400, f" {TIME}", f"{TIME}.0"])
def test_a_time_that_is_none_does_not_hold(scheme: Scheme, time: str) -> None:
    """Signed or not."""
    assert not _holds(scheme, signed(scheme, SECRET, time=time))


@pytest.mark.parametrize("scheme", BY_HEADERS)
@pytest.mark.parametrize("other", BY_HEADERS)
def test_a_scheme_takes_no_other_ones_signature(scheme: Scheme, other: Scheme) -> None:
    """The scheme is the source's, not the sender's choice."""
    assert _holds(scheme, signed(other, SECRET)) is (scheme is other)


@pytest.mark.parametrize("scheme", BY_HEADERS)
@given(value=st.text(st.characters(max_codepoint=255), max_size=100))
def test_whatever_is_in_the_headers_is_no_error(scheme: Scheme, value: str) -> None:
    """And holds for nobody who does not know the secret."""
    headers = dict.fromkeys(signed(scheme, SECRET), value)
    if "x-tw-timestamp" in headers:
        headers["x-tw-timestamp"] = TIME
    assert not _holds(scheme, headers)


def test_only_so_many_signatures_are_looked_at() -> None:
    """A header full of them costs nothing more."""
    right = signed(Scheme.PAGERDUTY, SECRET)["x-pagerduty-signature"]
    assert not _holds(Scheme.PAGERDUTY, {"x-pagerduty-signature": "v1=x," * 20 + right})


@pytest.mark.parametrize("scheme", [Scheme.SNS, Scheme.GRAPH])
def test_what_is_signed_inside_the_body_is_not_signed_here(scheme: Scheme) -> None:
    """Nobody gets in by asking the wrong check."""
    for other in BY_HEADERS:
        assert not _holds(scheme, signed(other, SECRET))


def test_a_signed_delivery_is_known_again_by_what_was_signed_of_it() -> None:
    """Its body, and its time where that is signed; never another header."""
    for scheme, timed in ((Scheme.GENERIC, True), (Scheme.SLACK, True), (Scheme.GITHUB, False), (Scheme.OKTA, False)):
        kept = SourceSecret(scheme=scheme, secret=SECRET)
        headers = {"x-tw-timestamp": "1", "x-slack-request-timestamp": "1"}
        first = whole(kept, Delivery(headers, BODY, NOW))
        assert first.body == BODY
        assert first == whole(kept, Delivery(headers | {"x-github-delivery": "7"}, BODY, NOW))
        later = dict.fromkeys(headers, "2")
        assert (first != whole(kept, Delivery(later, BODY, NOW))) is timed
        assert first != whole(kept, Delivery(headers, BODY + b" ", NOW))
