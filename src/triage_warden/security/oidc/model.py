"""What we know of a provider, and what it tells of itself."""

import msgspec


class Client(msgspec.Struct, frozen=True, kw_only=True):
    """Who we are at the provider."""

    issuer: str
    client_id: str
    client_secret: str | None = None
    """None is a public client, by PKCE alone."""
    redirect_uri: str
    scopes: str = "openid profile email"
    groups_claim: str = "groups"
    title: str = "single sign-on"
    plain_http: bool = False
    """Lets the provider be at `http://`: for development on one's own machine."""

    def __repr__(self) -> str:
        return f"Client({self.issuer!r}, {self.client_id!r})"


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider publishes (OpenID Connect Discovery 1.0 §3), as far as we need it."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


class TokenAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a code is exchanged for."""

    id_token: str
    access_token: str | None = None

    def __repr__(self) -> str:
        return "TokenAnswer()"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What the browser keeps until it comes back, signed by whoever hands it out."""

    state: str
    nonce: str
    verifier: str

    def __repr__(self) -> str:
        return "Kept()"
