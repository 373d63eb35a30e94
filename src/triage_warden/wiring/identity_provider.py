"""The identity provider that the settings name."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from triage_warden.connector_kit.outgoing.client import open_client
from triage_warden.core.identity.roles import Role
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import Invalid
from triage_warden.security.oidc.discovery import TIMEOUT, Discovery
from triage_warden.security.oidc.model import Client
from triage_warden.security.oidc.provider import OpenIdProvider
from triage_warden.wiring.outgoing import guard_of
from triage_warden.wiring.setting_groups.serving import Environment
from triage_warden.wiring.settings import Settings

CALLBACK = "/login/oidc/callback"


class BadProvider(Invalid):
    """The identity provider cannot be used."""


def identity_provider(settings: Settings, clock: Clock) -> OpenIdProvider | None:
    """Return the provider, or None where none is set; connects when first used.

    Raises:
        BadProvider: a setting is missing or wrong.
    """
    if settings.oidc_issuer is None:
        return None
    if settings.oidc_client_id is None:
        raise BadProvider(detail="TW_OIDC_ISSUER needs TW_OIDC_CLIENT_ID; set both.")
    plain = settings.env is Environment.DEVELOPMENT
    if urlsplit(settings.oidc_issuer).scheme != "https" and not plain:
        raise BadProvider(detail="TW_OIDC_ISSUER must begin with https:// where TW_ENV is production.")
    if not roles(settings):
        raise BadProvider(detail="TW_OIDC_ISSUER needs TW_OIDC_ROLES, or nobody could be let in.")
    client = Client(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        redirect_uri=settings.base_url.rstrip("/") + CALLBACK,
        scopes=settings.oidc_scopes,
        groups_claim=settings.oidc_groups_claim,
        title=settings.oidc_title,
        plain_http=plain,
    )
    return OpenIdProvider(Discovery(client, open_client(guard_of(settings), seconds=TIMEOUT), clock), clock)


def roles(settings: Settings) -> Mapping[str, Role]:
    """Return which group has which role; raise BadProvider for what is no role."""
    found: dict[str, Role] = {}
    for pair in settings.oidc_roles:
        group, _, role = pair.rpartition("=")
        if not group or role not in set(Role):
            known = ", ".join(Role)
            raise BadProvider(detail=f"TW_OIDC_ROLES: '{pair}' is not GROUP=ROLE with one of the roles {known}.")
        found[group.strip()] = Role(role)
    return found
