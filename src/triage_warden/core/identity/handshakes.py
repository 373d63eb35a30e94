"""What a product asks before it sends anything, unsigned."""

import re
from typing import Final

from triage_warden.core.identity.deliveries import Said
from triage_warden.core.identity.source_secrets import Scheme, SourceSecret
from triage_warden.kernel.errors import Invalid

_TOKEN: Final = re.compile(r"[ !-;=?-~]{1,2000}")
"""Visible ASCII and spaces without angle brackets: Microsoft Graph never sends HTML, so whoever does is not it."""


class OddToken(Invalid):
    """That is no validation token of Microsoft Graph's."""


def validation(kept: SourceSecret, token: str | None) -> Said | None:
    """Return Microsoft Graph's validation token as it wants it back; None where none was sent, or not to its scheme.

    Whoever asks learns no more than that the address is one of Graph's; the answer is text and nothing else.
    https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks#notificationurl-validation

    Raises:
        OddToken: it holds what no token of Graph's does.
    """
    if token is None or kept.scheme is not Scheme.GRAPH:
        return None
    if not _TOKEN.fullmatch(token):
        raise OddToken
    return Said(text=token)
