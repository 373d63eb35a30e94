"""Webhooks as their senders sign them."""

import hmac
from hashlib import sha256

from triage_warden.core.identity.source_secrets import Scheme

BY_HEADERS = tuple(scheme for scheme in Scheme if scheme not in {Scheme.SNS, Scheme.GRAPH})
"""Those that sign in headers; the others sign inside the body."""
BODY = b'{"id":"1"}'


def digest_of(message: bytes, secret: str) -> str:
    """Return an HMAC in hexadecimal."""
    return hmac.new(secret.encode(), message, sha256).hexdigest()


def signed(scheme: Scheme, secret: str, body: bytes = BODY, *, time: str) -> dict[str, str]:
    """Return the headers of a sender who signs."""
    match scheme:
        case Scheme.GENERIC:
            digest = digest_of(time.encode() + b"." + body, secret)
            return {"x-tw-signature": f"sha256={digest}", "x-tw-timestamp": time}
        case Scheme.GITHUB:
            return {"x-hub-signature-256": f"sha256={digest_of(body, secret)}"}
        case Scheme.SLACK:
            digest = digest_of(b"v0:" + time.encode() + b":" + body, secret)
            return {"x-slack-signature": f"v0={digest}", "x-slack-request-timestamp": time}
        case Scheme.PAGERDUTY:
            return {"x-pagerduty-signature": f"v1={digest_of(body, 'the one before')},v1={digest_of(body, secret)}"}
        case Scheme.OKTA:
            return {"authorization": secret}
        case Scheme.SNS | Scheme.GRAPH:
            return {}
