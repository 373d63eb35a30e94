"""Signing in through an identity provider."""

from dataclasses import dataclass, field

from triage_warden.wiring.setting import About


@dataclass(frozen=True, kw_only=True)
class ProviderSettings:
    """Signing in through an identity provider (OpenID Connect)."""

    oidc_issuer: str | None = field(
        default=None,
        metadata={"about": About("Identity provider, as it writes its own name; unset: passwords only.")},
    )
    oidc_client_id: str | None = field(
        default=None, metadata={"about": About("Who this installation is at the identity provider.")}
    )
    oidc_client_secret: str | None = field(
        default=None,
        repr=False,
        metadata={"about": About("Its secret there; unset: a public client, by PKCE alone.")},
    )
    oidc_scopes: str = field(
        default="openid profile email",
        metadata={"about": About("What is asked for, separated by blanks; some providers give groups for `groups`.")},
    )
    oidc_groups_claim: str = field(default="groups", metadata={"about": About("The claim that lists groups.")})
    oidc_roles: tuple[str, ...] = field(
        default=(),
        metadata={
            "about": About(
                "Which group has which role, `soc-analysts=analyst,soc-leads=manager`; the highest counts, `*=viewer` "
                "stands for everybody, and who has none is not let in.",
            ),
        },
    )
    oidc_title: str = field(
        default="single sign-on", metadata={"about": About("What the sign-in page calls the identity provider.")}
    )
