"""Every scheme's check, and what its product wants to hear at the door."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import msgspec

from triage_warden.core.identity.deliveries import Delivery, Passed, Said, Verdict, Verify
from triage_warden.core.identity.source_secrets import Scheme, SourceSecret
from triage_warden.security.signatures.graph import check_notifications
from triage_warden.security.signatures.verify import is_signed, whole


class _Challenge(msgspec.Struct, frozen=True, tag_field="type", tag="url_verification"):
    """https://docs.slack.dev/reference/events/url_verification."""

    challenge: Annotated[str, msgspec.Meta(max_length=2000)]


@dataclass(frozen=True, slots=True)
class Door:
    """Holds a delivery against a source's secret (core/identity/deliveries.Verify)."""

    sns: Callable[[], Verify]
    """Made when first needed: it reads every authority that TLS trusts."""

    async def __call__(self, kept: SourceSecret, delivery: Delivery) -> Verdict:
        """Return what to do with it."""
        if kept.scheme is Scheme.SNS:
            return await self.sns()(kept, delivery)
        if kept.scheme is Scheme.GRAPH:
            return check_notifications(kept, delivery)
        if not is_signed(kept, delivery):
            return None
        return _challenged(kept, delivery) if kept.scheme is Scheme.SLACK else whole(kept, delivery)


def _challenged(kept: SourceSecret, delivery: Delivery) -> Passed | Said:
    """Say Slack's challenge back, which it sends once, signed like everything, when an address is registered."""
    try:
        challenge = msgspec.json.decode(delivery.body, type=_Challenge).challenge
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return whole(kept, delivery)
    text = msgspec.json.encode({"challenge": challenge}).decode()
    return Said(text=text, media_type="application/json")
