"""Signing in at an OpenID provider: authorization code with PKCE (RFC 9700 §2.1.1)."""

import base64
import hmac
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import quote, urlencode

import httpx
import msgspec

from triage_warden.core.identity.people.errors import SignInRefused
from triage_warden.core.identity.people.external import LoggedOut, Started, Vouched
from triage_warden.core.identity.people.model import Subject
from triage_warden.kernel.clock import Clock
from triage_warden.security.oidc.discovery import Discovery
from triage_warden.security.oidc.model import Kept, Metadata, TokenAnswer
from triage_warden.security.oidc.tokens import REFUSED, Claims, id_token_claims, logout_of

_MOST_GROUPS: Final = 2000


def _random() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class OpenIdProvider:
    """An identity provider (core/identity/people/external.IdentityProvider)."""

    discovery: Discovery
    clock: Clock
    random: Callable[[], str] = _random

    @property
    def title(self) -> str:
        """Return what people call it."""
        return self.discovery.client.title

    async def begin(self) -> Started:
        """Return where to send somebody, and what their browser keeps."""
        client, metadata = self.discovery.client, await self.discovery.metadata()
        kept = Kept(state=self.random(), nonce=self.random(), verifier=self.random())
        query = {
            "response_type": "code",
            "client_id": client.client_id,
            "redirect_uri": client.redirect_uri,
            "scope": client.scopes,
            "state": kept.state,
            "nonce": kept.nonce,
            "code_challenge": challenge_of(kept.verifier),
            "code_challenge_method": "S256",
        }
        address = self.discovery.safe(metadata.authorization_endpoint)
        separator = "&" if "?" in address else "?"
        return Started(address=f"{address}{separator}{urlencode(query)}", kept=msgspec.json.encode(kept))

    async def finish(self, kept: bytes, answered: Mapping[str, str]) -> Vouched:
        """Return who came back with that answer."""
        known, metadata = msgspec.json.decode(kept, type=Kept), await self.discovery.metadata()
        code = self._code(known, metadata, answered)
        answer = await self._exchanged(metadata, code, known.verifier)
        claims = await id_token_claims(answer.id_token, self.discovery, self.clock, nonce=known.nonce)
        return self._vouched(claims | await self._more(metadata, answer, claims))

    async def logged_out(self, token: str) -> LoggedOut:
        """Return who signed out there."""
        return await logout_of(token, self.discovery, self.clock)

    def _code(self, known: Kept, metadata: Metadata, answered: Mapping[str, str]) -> str:
        """Return the code of an answer to our question, by the provider that we asked (RFC 9207)."""
        state, issuer = answered.get("state", ""), answered.get("iss")
        if not hmac.compare_digest(state.encode("utf-8", "replace"), known.state.encode()):
            raise SignInRefused(detail=REFUSED)
        expected = metadata.authorization_response_iss_parameter_supported or issuer is not None
        if expected and issuer != metadata.issuer:
            raise SignInRefused(detail=REFUSED)
        if "code" not in answered:
            raise SignInRefused(detail="The identity provider did not let you in.")
        return answered["code"]

    async def _exchanged(self, metadata: Metadata, code: str, verifier: str) -> TokenAnswer:
        client, http = self.discovery.client, self.discovery.http
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": client.redirect_uri,
            "code_verifier": verifier,
        }
        auth: httpx.BasicAuth | None = None
        if client.client_secret is None:
            form["client_id"] = client.client_id
        elif "client_secret_basic" in metadata.token_endpoint_auth_methods_supported:
            auth = httpx.BasicAuth(quote(client.client_id, safe=""), quote(client.client_secret, safe=""))
        else:
            form |= {"client_id": client.client_id, "client_secret": client.client_secret}
        request = http.build_request("POST", self.discovery.safe(metadata.token_endpoint), data=form)
        if auth is not None:
            request = next(auth.auth_flow(request))
        return await self.discovery.ask(request, TokenAnswer)

    async def _more(self, metadata: Metadata, answer: TokenAnswer, claims: Claims) -> Claims:
        """Return what the provider says of the same person where it says more: groups are often only there."""
        if metadata.userinfo_endpoint is None or answer.access_token is None:
            return {}
        request = self.discovery.http.build_request(
            "GET",
            self.discovery.safe(metadata.userinfo_endpoint),
            headers={"Authorization": f"Bearer {answer.access_token}"},
        )
        found = await self.discovery.ask(request, Claims)
        if found.get("sub") != claims.get("sub"):
            raise SignInRefused(detail=REFUSED)
        trusted = {"iss", "aud", "sub", "sid", "exp", "iat", "nonce"}
        return {name: value for name, value in found.items() if name not in trusted}

    def _vouched(self, claims: Claims) -> Vouched:
        subject, session = claims.get("sub"), claims.get("sid")
        if not isinstance(subject, str) or not subject:
            raise SignInRefused(detail=REFUSED)
        return Vouched(
            subject=Subject(issuer=self.discovery.client.issuer, subject=subject),
            name=_text(claims, "preferred_username") or _text(claims, "email") or subject,
            display_name=_text(claims, "name"),
            groups=_groups(claims.get(self.discovery.client.groups_claim)),
            session=session if isinstance(session, str) else None,
        )


def challenge_of(verifier: str) -> str:
    """Return the S256 challenge of a verifier (RFC 7636 §4.2)."""
    return base64.urlsafe_b64encode(sha256(verifier.encode("ascii")).digest()).decode("ascii").rstrip("=")


def _text(claims: Claims, name: str) -> str:
    found = claims.get(name)
    return found if isinstance(found, str) else ""


def _groups(claim: object) -> tuple[str, ...]:
    """Return the names in a claim that is a list, or one name."""
    if isinstance(claim, str):
        return (claim,)
    return tuple(each for each in claim[:_MOST_GROUPS] if isinstance(each, str)) if isinstance(claim, list) else ()
