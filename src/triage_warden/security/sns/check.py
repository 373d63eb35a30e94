"""Whether AWS sent a message, for a topic that is listened to; and the answer to SNS's question whether it is."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

import httpx
import structlog
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm

from triage_warden.connector_kit.outgoing.client import bounded_answer
from triage_warden.core.identity.deliveries import Delivery, Passed, Said, Verdict
from triage_warden.core.identity.source_secrets import SourceSecret, Topic, topics_of
from triage_warden.kernel.errors import Unavailable
from triage_warden.security.sns.certificates import SigningCertificates
from triage_warden.security.sns.message import (
    Kind,
    Message,
    is_confirming_address,
    is_fresh,
    is_signing_address,
    read_message,
    signature_of,
    string_to_sign,
)

log = structlog.get_logger(__name__)

_HASHES: Final[dict[str, HashAlgorithm]] = {"1": SHA1(), "2": SHA256()}  # noqa: S303  # AWS's default is SHA-1
_SECONDS: Final = 10.0
_LARGEST: Final = 64 * 1024
_OK: Final = 200
_REMEMBERED: Final = 1000


class NotConfirmed(Unavailable):
    """Amazon SNS did not take the confirmation of a subscription; it asks again."""


@dataclass(frozen=True, slots=True)
class SnsCheck:
    """Holds a delivery against the topics of its source (core/identity/deliveries.Verify).

    The topic comes first: nothing is fetched for a message of another. Then where its certificate lies, its time, and
    its signature; only then is anything in it believed.
    """

    certificates: SigningCertificates
    http: httpx.AsyncClient
    answered: OrderedDict[str, None] = field(default_factory=OrderedDict[str, None], init=False)
    """What was asked and answered: told again within the hour, by SNS or by who overheard it, nothing is done."""

    async def __call__(self, kept: SourceSecret, delivery: Delivery) -> Verdict:
        """Return the message inside, or the answer to a question of SNS's; None where AWS did not send it."""
        message = read_message(delivery.body)
        topic = _topic(message, kept) if message else None
        if message is None or topic is None or not is_fresh(message, delivery.at):
            return None
        if message.signature_version not in _HASHES or not is_signing_address(message.signing_cert_url, topic):
            return None
        key = await self.certificates.key(message.signing_cert_url, topic)
        if key is None or not _is_signed(message, key):
            log.warning("sns_message_refused", topic=topic.arn, trusted=key is not None)
            return None
        return await self._meant(message, topic)

    async def _meant(self, message: Message, topic: Topic) -> Verdict:
        if message.type is Kind.NOTIFICATION:
            return Passed(body=message.message.encode(), unique=f"{topic.arn}.{message.message_id}".encode())
        if message.message_id in self.answered:
            return Said(text="")
        told = await self._told(message, topic)
        if told is not None:
            self.answered[message.message_id] = None
            if len(self.answered) > _REMEMBERED:
                self.answered.popitem(last=False)
        return told

    async def _told(self, message: Message, topic: Topic) -> Said | None:
        if message.type is Kind.UNSUBSCRIPTION:
            return Said(text="", event="source.unsubscribe", reason=f"Somebody unsubscribed us from {topic.arn}")
        if message.subscribe_url is None or not is_confirming_address(message.subscribe_url, topic):
            return None
        await self._visit(message.subscribe_url)
        return Said(text="", event="source.subscribe", reason=f"Confirmed the subscription to {topic.arn}")

    async def _visit(self, url: str) -> None:
        try:
            async with asyncio.timeout(_SECONDS):
                answer = await bounded_answer(self.http, self.http.build_request("GET", url), most=_LARGEST)
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotConfirmed(kind=type(error).__name__) from error
        if answer.status_code != _OK:
            raise NotConfirmed(status=answer.status_code)


def _topic(message: Message, kept: SourceSecret) -> Topic | None:
    return next((topic for topic in topics_of(kept.secret) if topic.arn == message.topic_arn), None)


def _is_signed(message: Message, key: RSAPublicKey) -> bool:
    try:
        key.verify(signature_of(message), string_to_sign(message), PKCS1v15(), _HASHES[message.signature_version])
    except InvalidSignature:
        return False
    return True
