"""The credential that a request shows: one, read in one place."""

from collections.abc import Mapping
from typing import Final

from triage_warden.core.identity.errors import NotSignedIn
from triage_warden.core.identity.model import Credential, CredentialKind

SESSION_COOKIES: Final = ("__Host-tw_session", "tw_session")
"""The second is for plain HTTP on one's own machine, where browsers take no `__Host-`."""
_LONGEST: Final = 4096


def credential_of(headers: Mapping[str, str], cookies: Mapping[str, str]) -> Credential | None:
    """Return what was shown; an Authorization header wins over a cookie, and a wrong one is never passed over.

    Raises:
        NotSignedIn: the header is there, and cannot be used.
    """
    header = headers.get("authorization")
    if header is not None:
        return Credential(kind=CredentialKind.BEARER, text=_bearer(header))
    text = next((cookies[name] for name in SESSION_COOKIES if cookies.get(name)), None)
    return Credential(kind=CredentialKind.SESSION, text=text[:_LONGEST]) if text else None


def shows_ours(headers: Mapping[str, str], cookies: Mapping[str, str]) -> bool:
    """Tell whether a key, token or session is shown, right or wrong; a sender's own secret is none of them."""
    header = headers.get("authorization")
    if header is not None:
        return header.partition(" ")[0].lower() == "bearer"
    return any(cookies.get(name) for name in SESSION_COOKIES)


def _bearer(header: str) -> str:
    scheme, _, text = header.partition(" ")
    if scheme.lower() != "bearer" or not text.strip() or len(text) > _LONGEST:
        raise NotSignedIn(detail="Send the key or token as `Authorization: Bearer …`.")
    return text.strip()
