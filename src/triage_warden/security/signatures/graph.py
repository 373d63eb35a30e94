"""Change notifications of Microsoft Graph, which signs nothing: each one says a secret back, its `clientState`.

https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks
"""

import hmac
from collections import Counter
from typing import Final

import msgspec

from triage_warden.core.identity.deliveries import Delivery, Passed, Said, Verdict
from triage_warden.core.identity.source_secrets import SourceSecret
from triage_warden.kernel.errors import Invalid

_MOST_ITEMS: Final = 5000
_LARGEST: Final = 4 << 20
"""Bytes; a notification is some hundred."""


class RichNotification(Invalid):
    """Notifications with encrypted resource data are not read; subscribe without `includeResourceData`."""


class _Item(msgspec.Struct, frozen=True, rename="camel"):
    client_state: str = ""
    lifecycle_event: str | None = None
    encrypted_content: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _Collection(msgspec.Struct, frozen=True):
    value: list[msgspec.Raw]


def check_notifications(kept: SourceSecret, delivery: Delivery) -> Verdict:
    """Return the notifications where every one of them says the secret; None, for all, where any does not.

    One wrong one makes the whole delivery somebody else's: who may put one among them may have written the others.

    Raises:
        RichNotification: they are right, but some hold their data encrypted.
    """
    if len(delivery.body) > _LARGEST:
        return None
    try:
        raws = msgspec.json.decode(delivery.body, type=_Collection).value
        items = [msgspec.json.decode(raw, type=_Item) for raw in raws[:_MOST_ITEMS]]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    secret = kept.secret.encode()
    right = [hmac.compare_digest(secret, item.client_state.encode("utf-8", "replace")) for item in items]
    if not right or not all(right) or len(raws) > len(items):
        return None
    if any(item.encrypted_content is not msgspec.UNSET for item in items):
        raise RichNotification
    changes = [raw for raw, item in zip(raws, items, strict=True) if item.lifecycle_event is None]
    if not changes:
        return _told(items)
    whole = len(changes) == len(items)
    body = delivery.body if whole else msgspec.json.encode({"value": changes})
    return Passed(body=body, unique=b"." + delivery.body)


def _told(items: list[_Item]) -> Said:
    """Lifecycle notifications say that alerts will be, or were, missed: that is for the record, not for triage."""
    counted = Counter((item.lifecycle_event or "")[:50] for item in items)
    reason = ", ".join(f"{number} {name}" for name, number in sorted(counted.items()))
    return Said(text="", event="source.lifecycle", reason=f"Microsoft Graph tells of its subscriptions: {reason}")
