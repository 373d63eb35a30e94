"""Whether what the settings name outside may be asked, without asking it."""

import asyncio
from typing import TYPE_CHECKING, Final

from triage_warden.connector_kit.outgoing.addresses import SETTING
from triage_warden.kernel.errors import TriageError
from triage_warden.wiring.checkup.finding import Found, fine, notice, wrong
from triage_warden.wiring.outgoing import guard_of
from triage_warden.wiring.settings import Settings

if TYPE_CHECKING:
    from triage_warden.connector_kit.outgoing.guard import Guard

_NAME: Final = "outgoing"
_WITHIN: Final = 5.0
"""Seconds for a name to be resolved."""


async def look_outside(settings: Settings) -> Found:
    """Check the identity provider's and the connectors' addresses against the guard of outgoing requests."""
    named = {"TW_OIDC_ISSUER": settings.oidc_issuer, "TW_SERVICENOW_URL": settings.servicenow_url}
    asked = {variable: url for variable, url in named.items() if url}
    try:
        guard = guard_of(settings)
    except TriageError as error:
        return wrong(_NAME, error.detail, "Set it; see docs/reference/settings.md.")
    for variable, url in asked.items():
        found = await _look_at(guard, variable, url)
        if found is not None:
            return found
    return fine(_NAME, f"{', '.join(asked)} may be asked." if asked else "No settings name anything outside.")


async def _look_at(guard: "Guard", variable: str, url: str) -> Found | None:
    import httpx

    from triage_warden.connector_kit.outgoing.guard import OutgoingRefused

    try:
        parts = httpx.URL(url)
        guard.check(parts)
        async with asyncio.timeout(_WITHIN):
            await guard.addresses(parts.host, parts.port or (80 if parts.scheme == "http" else 443))
    except OutgoingRefused as error:
        return wrong(_NAME, f"{variable} may not be asked. {error.reason}", f"Name its network in {SETTING}.")
    except httpx.InvalidURL:
        return wrong(_NAME, f"{variable} is no address.", "Write it as https://….")
    except (OSError, TimeoutError):
        return notice(_NAME, f"The host of {variable} cannot be found now.", "Check its name, and this machine's DNS.")
    return None
