"""An OpenID provider in memory whose every word a test can twist."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from kit.clock import FrozenClock
from triage_warden.security.oidc.discovery import WELL_KNOWN, Discovery
from triage_warden.security.oidc.model import Client
from triage_warden.security.oidc.provider import OpenIdProvider, challenge_of

ISSUER = "https://id.example.com"
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
KEYS = [RSAKey.generate_key(2048, {"kid": f"key-{number}", "use": "sig"}, auto_kid=False) for number in (1, 2)]


@dataclass(slots=True)
class FakeOpenId:
    """Answers as it is told to."""

    clock: FrozenClock = field(default_factory=FrozenClock)
    metadata: dict[str, Any] = field(default_factory=dict[str, Any])
    claims: dict[str, Any] = field(default_factory=dict[str, Any])
    header: dict[str, Any] = field(default_factory=dict[str, Any])
    userinfo: dict[str, Any] = field(default_factory=dict[str, Any])
    key: RSAKey = field(default_factory=lambda: KEYS[0])
    published: list[RSAKey] = field(default_factory=lambda: [KEYS[0]])
    down: bool = False
    asked: list[str] = field(default_factory=list[str])
    challenge: str = ""
    nonce: str = ""

    def provider(self, **client: Any) -> OpenIdProvider:
        """Return our side of it."""
        known: dict[str, Any] = {
            "client_id": "us",
            "client_secret": "s:cret",
            "redirect_uri": "https://us.example.com/cb",
        }
        http = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))
        return OpenIdProvider(Discovery(Client(issuer=ISSUER, **(known | client)), http, self.clock), self.clock)

    def token(self, key: RSAKey | None = None, header: dict[str, Any] | None = None, **claims: Any) -> str:
        """Return a token that it signs."""
        now, key = int(self.clock.now().timestamp()), key or self.key
        body = {"iss": ISSUER, "aud": "us", "sub": "s-1", "iat": now, "exp": now + 300} | claims
        told = {name: value for name, value in body.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": key.kid} | (header or {}), told, key)

    def logout_token(self, **claims: Any) -> str:
        """Return a logout token."""
        body: dict[str, Any] = {"jti": "j-1", "sid": "sid-1", "events": {LOGOUT: {}}}
        return self.token(**(body | claims))

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        self.asked.append(request.url.path)
        if self.down:
            return httpx.Response(502, content=b"no")
        match request.url.path:
            case path if path == WELL_KNOWN:
                return httpx.Response(200, json=self._metadata())
            case "/jwks":
                return httpx.Response(200, json=KeySet(self.published).as_dict(private=False))  # type: ignore[arg-type]  # a list of a subclass
            case "/token":
                return self._exchange(request)
            case _:
                return httpx.Response(200, json={"sub": "s-1"} | self.userinfo)

    def go(self, address: str) -> dict[str, str]:
        """Look at where a browser is sent, and return what it comes back with."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.challenge, self.nonce = query["code_challenge"], query["nonce"]
        assert query["code_challenge_method"] == "S256"
        return {"state": query["state"], "code": "c-1"}

    def _exchange(self, request: httpx.Request) -> httpx.Response:
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        assert request.headers["authorization"] == "Basic dXM6cyUzQWNyZXQ="  # RFC 6749 §2.3.1: form-encoded first
        assert challenge_of(form["code_verifier"]) == self.challenge
        body: dict[str, Any] = {"nonce": self.nonce}
        return httpx.Response(
            200, json={"id_token": self.token(None, self.header, **(body | self.claims)), "access_token": "a-1"}
        )

    def _metadata(self) -> dict[str, Any]:
        endpoints = {f"{name}_endpoint": f"{ISSUER}/{name}" for name in ("authorization", "token", "userinfo")}
        return {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/jwks"} | endpoints | self.metadata
