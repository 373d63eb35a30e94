"""The credential that a request shows: one, read in one place."""

from collections.abc import Mapping
from typing import Final

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.model import Credential, CredentialKind

_LONGEST: Final = 4096


def credential_of(headers: Mapping[str, str], session: str | None) -> Credential | None:
    """Return what was shown; an Authorization header wins over a session's cookie, and a wrong one is not passed over.

    Raises:
        NotSignedIn: the header is there, and cannot be used.
    """
    header = headers.get("authorization")
    if header is not None:
        return Credential(kind=CredentialKind.BEARER, text=_bearer(header))
    return Credential(kind=CredentialKind.SESSION, text=session[:_LONGEST]) if session else None


def shows_ours(headers: Mapping[str, str], session: str | None) -> bool:
    """Tell whether a key, token or session is shown, right or wrong; a sender's own secret is none of them."""
    header = headers.get("authorization")
    if header is not None:
        return header.partition(" ")[0].lower() == "bearer"
    return bool(session)


def _bearer(header: str) -> str:
    scheme, _, text = header.partition(" ")
    if scheme.lower() != "bearer" or not text.strip() or len(text) > _LONGEST:
        raise NotSignedIn(detail="Send the key or token as `Authorization: Bearer …`.")
    return text.strip()
