"""The secrets that a process signs, hashes and encrypts with."""

from dataclasses import dataclass, field

from triage_warden.wiring.setting import About

_MADE = "demanded in production; in development one is made on first start and kept in the data folder."


@dataclass(frozen=True, kw_only=True)
class SecretSettings:
    """The secrets; wiring/process_secrets.py reads and checks them."""

    jwt_secret: str | None = field(
        default=None,
        repr=False,
        metadata={
            "about": About(
                "Signs access tokens: 32 characters or more, or several separated by commas while rotating, of which "
                f"the first signs (`openssl rand -base64 48`); {_MADE}",
            ),
        },
    )
    session_secret: str | None = field(
        default=None,
        repr=False,
        metadata={
            "about": About(
                "Hashes sessions and signs forms: 32 characters or more, or several separated by commas while "
                f"rotating (`openssl rand -base64 48`); {_MADE}",
            ),
        },
    )
    api_key: str | None = field(
        default=None,
        repr=False,
        metadata={
            "about": About(
                "The API key that the command line shows the server; unset, the local operator's from the data "
                "folder, to a server on this machine only.",
            ),
        },
    )
    encryption_key: str | None = field(
        default=None,
        repr=False,
        metadata={
            "about": About(
                "Encrypts secrets at rest: 32 bytes in base64, or several separated by commas while rotating, of "
                f"which the first encrypts (`openssl rand -base64 32`); {_MADE}",
            ),
        },
    )
