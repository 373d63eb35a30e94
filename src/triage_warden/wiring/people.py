"""Where people sign in, over the process's database."""

import secrets
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

from triage_warden.core.identity.people.desk import Desk, Parts
from triage_warden.core.identity.people.errors import WeakPassword
from triage_warden.core.identity.people.ports import Lifetimes
from triage_warden.core.secrets.ports import SecretStore
from triage_warden.kernel.ids import DEFAULT_TENANT
from triage_warden.security.one_time_codes import OneTimeCodes, address_of, spelled
from triage_warden.security.password_strength import guesses_knowing
from triage_warden.security.passwords import Argon2Passwords
from triage_warden.security.qr_code import qr_code
from triage_warden.security.session_tokens import SessionTokens
from triage_warden.security.signed_values import SignedValues
from triage_warden.security.temporary_passwords import temporary_password
from triage_warden.storage.postgres.repositories.audit_log import PostgresAuditLog
from triage_warden.storage.postgres.repositories.people import PostgresPeople
from triage_warden.storage.postgres.repositories.sessions import PostgresSessions
from triage_warden.storage.postgres.repositories.sign_in_attempts import PostgresAttempts
from triage_warden.web.shared.cookies import Cookies
from triage_warden.web.shared.front import Front, ShownSecret
from triage_warden.wiring.announce import Announce, Announcement
from triage_warden.wiring.code_secrets import KeptCodeSecrets
from triage_warden.wiring.identity_provider import identity_provider, roles
from triage_warden.wiring.process import Process
from triage_warden.wiring.process_secrets import MissingSecret, Secrets, WeakSecret, is_from_a_template
from triage_warden.wiring.setting_groups.serving import Environment
from triage_warden.wiring.settings import Settings

ISSUER = "Triage Warden"
"""What authenticator apps show."""


def front(process: Process, own: Secrets, at: Desk) -> Front:
    """Return what the pages of signing in are given."""
    return Front(
        desk=at,
        signed=SignedValues(own.session),
        cookies=Cookies(safe=speaks_safely(process.settings)),
        show_secret=shown_secret,
        new_visitor=lambda: secrets.token_urlsafe(24),
        provider=identity_provider(process.settings, process.clock),
        roles=roles(process.settings),
    )


def desk(process: Process, own: Secrets, kept: SecretStore) -> Desk:
    """Return where people sign in."""
    database, settings = process.database, process.settings
    return Desk.over(
        Parts(
            people=PostgresPeople(database),
            store=PostgresSessions(database),
            attempts=PostgresAttempts(database),
            secrets=KeptCodeSecrets(kept),
            record=PostgresAuditLog(database),
            passwords=Argon2Passwords(),
            codes=OneTimeCodes(),
            tokens=SessionTokens(own.session),
            guesses=partial(guesses_knowing, settings.password_words),
            new_password=temporary_password,
            lifetimes=Lifetimes(
                idle=timedelta(minutes=settings.session_idle_minutes),
                absolute=timedelta(hours=settings.session_hours),
                temporary_password=timedelta(hours=settings.temporary_password_hours),
            ),
            clock=process.clock,
            ids=process.ids,
            demand=settings.require_second_factor,
        )
    )


def speaks_safely(settings: Settings) -> bool:
    """Tell whether browsers reach us over HTTPS, or should: plain HTTP is for development only."""
    plain = urlsplit(settings.base_url).scheme == "http"
    return settings.env is Environment.PRODUCTION or not plain


def shown_secret(name: str, secret: bytes) -> ShownSecret:
    """Return a second factor's secret as it is put on a device."""
    address = address_of(secret, account=name, issuer=ISSUER)
    width, picture = qr_code(address)
    return ShownSecret(address=address, spelled=spelled(secret), width=width, picture=picture)


async def make_sure_of_an_administrator(at: Desk, settings: Settings, announce: Announce) -> None:
    """Add `admin` to an empty installation; tell the password where one was made, to who started it and to no log.

    Raises:
        MissingSecret: production, and TW_ADMIN_PASSWORD is not set.
        WeakPassword: TW_ADMIN_PASSWORD is not good enough.
        WeakSecret: it is what a template has in its place.
    """
    if settings.admin_password is None and settings.env is Environment.PRODUCTION:
        if not await at.people.all(DEFAULT_TENANT):
            raise MissingSecret(detail="TW_ADMIN_PASSWORD must be set for the first start where TW_ENV is production.")
        return
    if is_from_a_template(settings.admin_password or "") and not await at.people.all(DEFAULT_TENANT):
        raise WeakSecret(detail="TW_ADMIN_PASSWORD is what templates put there; choose one.")
    try:
        made = await at.first_administrator(DEFAULT_TENANT, settings.admin_password)
    except WeakPassword as error:
        raise WeakPassword(detail=f"TW_ADMIN_PASSWORD: {error.detail}") from None
    if made is not None:
        text = f"Sign in as admin with {made} (shown this once; you choose your own then)."
        announce(Announcement(kind="administrator", text=text))
