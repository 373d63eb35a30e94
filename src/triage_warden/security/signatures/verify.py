"""Whether a delivery was signed by whoever knows the secret, by HMAC or by showing it; pure, and in constant time."""

import hmac
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Final, TypeAlias

from triage_warden.core.identity.deliveries import Delivery, Passed
from triage_warden.core.identity.source_secrets import Scheme, SourceSecret

WINDOW_SECONDS: Final = 300
"""How far a signed time may be from ours, either way; Slack's pages say the same five minutes."""
_DIGITS: Final = re.compile(r"[0-9]{1,12}")
_MOST_SIGNATURES: Final = 10
"""In one PagerDuty header: one for each secret while they are rotated."""
_SIGNED_TIME: Final[Mapping[Scheme, str]] = {
    Scheme.GENERIC: "x-tw-timestamp",
    Scheme.SLACK: "x-slack-request-timestamp",
}
_Check: TypeAlias = Callable[[bytes, Delivery], bool]


def is_signed(kept: SourceSecret, delivery: Delivery) -> bool:
    """Tell whether a delivery is signed under a secret by its scheme; none is by a scheme that is checked elsewhere."""
    check = _CHECKS.get(kept.scheme)
    return check is not None and check(kept.secret.encode(), delivery)


def whole(kept: SourceSecret, delivery: Delivery) -> Passed:
    """Return all of a signed delivery, to be taken in; known again by its body, and its time where that is signed."""
    time = delivery.headers.get(_SIGNED_TIME.get(kept.scheme, ""), "")
    return Passed(body=delivery.body, unique=time.encode() + b"." + delivery.body)


def _generic(secret: bytes, sent: Delivery) -> bool:
    time = sent.headers.get("x-tw-timestamp", "")
    wanted = "sha256=" + _digest(secret, time.encode() + b"." + sent.body)
    return _same(wanted, sent.headers.get("x-tw-signature", "")) and _is_fresh(time, sent.at)


def _github(secret: bytes, sent: Delivery) -> bool:
    """https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries (SHA-1 is not taken)."""
    return _same("sha256=" + _digest(secret, sent.body), sent.headers.get("x-hub-signature-256", ""))


def _slack(secret: bytes, sent: Delivery) -> bool:
    """https://docs.slack.dev/authentication/verifying-requests-from-slack."""
    time = sent.headers.get("x-slack-request-timestamp", "")
    wanted = "v0=" + _digest(secret, b"v0:" + time.encode() + b":" + sent.body)
    return _same(wanted, sent.headers.get("x-slack-signature", "")) and _is_fresh(time, sent.at)


def _pagerduty(secret: bytes, sent: Delivery) -> bool:
    """https://developer.pagerduty.com/docs/webhooks/webhook-signatures: several while secrets are rotated."""
    wanted = "v1=" + _digest(secret, sent.body)
    given = sent.headers.get("x-pagerduty-signature", "").split(",", _MOST_SIGNATURES)[:_MOST_SIGNATURES]
    fitting = sum(_same(wanted, each.strip()) for each in given)  # all are compared, whichever fits
    return fitting > 0


def _okta(secret: bytes, sent: Delivery) -> bool:
    """https://developer.okta.com/docs/concepts/event-hooks: the secret comes in a header; Okta signs nothing."""
    return _same(secret.decode(), sent.headers.get("authorization", ""))


def _digest(secret: bytes, signed: bytes) -> str:
    return hmac.digest(secret, signed, sha256).hex()


def _same(wanted: str, given: str) -> bool:
    return hmac.compare_digest(wanted.encode(), given.encode())


def _is_fresh(time: str, now: datetime) -> bool:
    return _DIGITS.fullmatch(time) is not None and abs(now.timestamp() - int(time)) <= WINDOW_SECONDS


_CHECKS: Final[Mapping[Scheme, _Check]] = {
    Scheme.GENERIC: _generic,
    Scheme.GITHUB: _github,
    Scheme.SLACK: _slack,
    Scheme.PAGERDUTY: _pagerduty,
    Scheme.OKTA: _okta,
}
