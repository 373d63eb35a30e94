"""A message of Amazon SNS: its fields, what of it is signed, and which addresses it may name; pure.

https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
"""

import base64
import binascii
import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final
from urllib.parse import SplitResult, parse_qs, urlsplit

import msgspec

from triage_warden.core.identity.source_secrets import Topic

OLDEST: Final = timedelta(hours=1)
"""SNS gives a delivery up after an hour at the latest (delivery policies, "retry period")."""
LARGEST: Final = 1 << 20
"""Bytes; SNS takes 256 KiB, which JSON in JSON makes longer. What is larger is nobody's."""
AHEAD: Final = timedelta(minutes=5)
_TIME: Final = "%Y-%m-%dT%H:%M:%S.%fZ"
_CERTIFICATE: Final = re.compile(r"/[A-Za-z0-9-]{1,100}\.pem")
_Id = Annotated[str, msgspec.Meta(pattern="^[0-9a-fA-F-]{36}$")]


class Kind(StrEnum):
    """What a message is."""

    NOTIFICATION = "Notification"
    SUBSCRIPTION = "SubscriptionConfirmation"
    UNSUBSCRIPTION = "UnsubscribeConfirmation"


class Message(msgspec.Struct, frozen=True, kw_only=True, rename="pascal"):
    """A message as it came; nothing of it is true before its signature was checked."""

    type: Kind
    message_id: _Id
    topic_arn: str
    message: str
    timestamp: str
    signature_version: str
    signature: str
    signing_cert_url: str = msgspec.field(name="SigningCertURL")
    subject: str | None = None
    token: str | None = None
    subscribe_url: str | None = msgspec.field(name="SubscribeURL", default=None)


def read_message(body: bytes) -> Message | None:
    """Return the message, None where the body is none."""
    if len(body) > LARGEST:
        return None
    try:
        return msgspec.json.decode(body, type=Message)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def string_to_sign(message: Message) -> bytes:
    """Return what AWS signs: names and values, each on a line, in the order of the names."""
    pairs: list[tuple[str, str | None]] = [("Message", message.message), ("MessageId", message.message_id)]
    if message.type is Kind.NOTIFICATION:
        pairs += [("Subject", message.subject), ("Timestamp", message.timestamp)]
    else:
        pairs += [("SubscribeURL", message.subscribe_url), ("Timestamp", message.timestamp), ("Token", message.token)]
    pairs += [("TopicArn", message.topic_arn), ("Type", message.type.value)]
    return "".join(f"{name}\n{value}\n" for name, value in pairs if value is not None).encode("utf-8", "replace")


def signature_of(message: Message) -> bytes:
    """Return the signature, empty where it is none."""
    try:
        return base64.b64decode(message.signature, validate=True)
    except (binascii.Error, ValueError):
        return b""


def is_fresh(message: Message, now: datetime) -> bool:
    """Tell whether a message is of the time in which SNS still sends it."""
    try:
        sent = datetime.strptime(message.timestamp, _TIME).replace(tzinfo=UTC)
    except ValueError:
        return False
    return now - OLDEST - AHEAD <= sent <= now + AHEAD


def is_signing_address(url: str, topic: Topic) -> bool:
    """Tell whether a certificate may be fetched there: from SNS in the topic's own region."""
    parts = _of_sns(url, topic)
    return parts is not None and not parts.query and _CERTIFICATE.fullmatch(parts.path) is not None


def is_confirming_address(url: str, topic: Topic) -> bool:
    """Tell whether an address confirms a subscription to the topic, and does nothing else."""
    parts = _of_sns(url, topic)
    if parts is None or parts.path != "/":
        return False
    query = parse_qs(parts.query)
    return query.get("Action") == ["ConfirmSubscription"] and query.get("TopicArn") == [topic.arn]


def host_of(topic: Topic) -> str:
    """Return where SNS is in a topic's region."""
    return f"sns.{topic.region}.{suffix_of(topic)}"


def suffix_of(topic: Topic) -> str:
    """Return the domain of a topic's partition."""
    return "amazonaws.com.cn" if topic.partition == "aws-cn" else "amazonaws.com"


def _of_sns(url: str, topic: Topic) -> SplitResult | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    own = parts.scheme == "https" and parts.netloc == host_of(topic) and not parts.fragment
    return parts if own else None
