"""What a source's sender signs with, and how."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from triage_warden.kernel.errors import Invalid

_TOPIC: Final = re.compile(
    r"arn:(?P<partition>aws[a-z-]{0,20}):sns:(?P<region>[a-z0-9-]{1,32}):\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?"
)
"""https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html, "Resource types"."""
_MOST_CLIENT_STATE: Final = 128
"""https://learn.microsoft.com/en-us/graph/api/resources/subscription, `clientState`."""


class Scheme(StrEnum):
    """How a product signs; which one is used for a source is kept with its secret, never chosen by the sender."""

    GENERIC = "generic"
    """`X-TW-Signature: sha256=HMAC(secret, timestamp + "." + body)` with `X-TW-Timestamp`."""
    GITHUB = "github"
    SLACK = "slack"
    PAGERDUTY = "pagerduty"
    OKTA = "okta"
    """The secret itself, in the Authorization header of every request."""
    SNS = "sns"
    """AWS signs with its own certificate; what is kept is which topics are meant, by their ARNs."""
    GRAPH = "graph"
    """Microsoft Graph: the secret itself, as `clientState` of every notification."""


class UnusableSecret(Invalid):
    """That cannot be what the sender signs with."""


class SourceSecret(msgspec.Struct, frozen=True, kw_only=True):
    """The secret that a source's sender knows, and how it uses it; while it is rotated, the one before as well."""

    scheme: Scheme
    secret: str
    before: str | None = None
    before_until: datetime | None = None
    """When the one before holds no longer."""

    def __repr__(self) -> str:
        return f"SourceSecret({self.scheme})"

    def good(self, now: datetime) -> "tuple[SourceSecret, ...]":
        """Return what may be signed with, the newest first."""
        newest = SourceSecret(scheme=self.scheme, secret=self.secret)
        if self.before is None or self.before_until is None or now >= self.before_until:
            return (newest,)
        return (newest, SourceSecret(scheme=self.scheme, secret=self.before))


class Topic(msgspec.Struct, frozen=True):
    """A topic of Amazon SNS."""

    arn: str
    region: str
    partition: str


def topics_of(secret: str) -> tuple[Topic, ...]:
    """Return the topics that a source of the scheme `sns` listens to: ARNs, separated by commas.

    Raises:
        UnusableSecret: something is no ARN of a topic.
    """
    return tuple(_topic(text) for text in secret.split(","))


def check_usable(kept: SourceSecret) -> None:
    """Raise UnusableSecret where no sender of the scheme can sign with it."""
    if kept.scheme is Scheme.SNS:
        topics_of(kept.secret)
    if kept.scheme is Scheme.GRAPH and len(kept.secret) > _MOST_CLIENT_STATE:
        raise UnusableSecret(detail="A clientState has at most 128 characters (Microsoft Graph's limit).")


def usual_scheme(source: str) -> Scheme:
    """Return how products of a source's name sign."""
    return Scheme(source) if source in set(Scheme) else Scheme.GENERIC


def _topic(text: str) -> Topic:
    match = _TOPIC.fullmatch(text)
    if match is None:
        raise UnusableSecret(
            detail="For `sns` this is the ARN of the topic, arn:aws:sns:eu-central-1:123456789012:alerts, or several "
            "separated by commas."
        )
    return Topic(text, match["region"], match["partition"])
