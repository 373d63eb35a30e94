"""The secrets of this process: given and checked, or, in development, made once and kept."""

import base64
import binascii
import secrets
from dataclasses import dataclass, field
from typing import Final

from triage_warden.kernel.errors import Invalid
from triage_warden.wiring.data_folder import data_folder
from triage_warden.wiring.private_file import keep_first
from triage_warden.wiring.setting_groups.serving import Environment
from triage_warden.wiring.settings import Settings

KEY_BYTES: Final = 32
"""Of AES-256, and what NIST SP 800-107 §5.3.4 asks of an HMAC-SHA-256 key for its full strength."""
_FEWEST_DIFFERENT: Final = 8
"""Different characters or bytes; 32 random hexadecimal digits have fewer once in some 10^7 times."""
_KNOWN: Final = (
    "changeme",
    "change-me",
    "change_me",
    "default",
    "example",
    "insecure",
    "placeholder",
    "replace-with",
    "replace_with",
    "secret",
    "your-",
)
"""What templates and tutorials put where a secret belongs."""
_TEMPLATES: Final = ("changeme", "change-me", "change_me", "placeholder", "replace-with", "replace_with", "your-")
"""Those that nobody would have in a passphrase."""
_TEXT: Final = "openssl rand -base64 48"
_BYTES: Final = "openssl rand -base64 32"


class MissingSecret(Invalid):
    """A secret that production needs is not set."""


class WeakSecret(Invalid):
    """A secret is too weak."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """Secrets by use; of each the first is used for what is new, all are tried for what is old."""

    jwt: tuple[bytes, ...] = field(repr=False)
    session: tuple[bytes, ...] = field(repr=False)
    encryption: tuple[bytes, ...] = field(repr=False)


def secrets_of(settings: Settings) -> Secrets:
    """Return the secrets; in development those that are not set are made and kept in the data folder.

    Raises:
        MissingSecret: production, and one is not set.
        WeakSecret: one is too short, too simple, or a template's.
        CannotKeepSecret: the data folder is out of reach.
    """
    jwt = _given("TW_JWT_SECRET", settings.jwt_secret)
    session = _given("TW_SESSION_SECRET", settings.session_secret)
    encryption = _keys("TW_ENCRYPTION_KEY", settings.encryption_key)
    return Secrets(
        jwt=jwt or _made(settings, "TW_JWT_SECRET", _TEXT),
        session=session or _made(settings, "TW_SESSION_SECRET", _TEXT),
        encryption=encryption or _made(settings, "TW_ENCRYPTION_KEY", _BYTES),
    )


def is_from_a_template(password: str) -> bool:
    """Tell whether a password is what a manifest or tutorial has in its place, however long that is."""
    return any(word in password.lower() for word in _TEMPLATES)


def _made(settings: Settings, variable: str, command: str) -> tuple[bytes, ...]:
    if settings.env is Environment.PRODUCTION:
        raise MissingSecret(detail=f"{variable} must be set where TW_ENV is production; make one with: {command}")
    path = data_folder(settings) / "secrets" / variable.removeprefix("TW_").lower()
    kept = keep_first(path, base64.b64encode(secrets.token_bytes(KEY_BYTES)))
    return _keys(str(path), kept.decode("ascii", "replace").strip())


def _given(variable: str, text: str | None) -> tuple[bytes, ...]:
    return tuple(_strong(variable, part.encode(), _TEXT) for part in _parts(variable, text, _TEXT))


def _keys(variable: str, text: str | None) -> tuple[bytes, ...]:
    return tuple(_key(variable, part) for part in _parts(variable, text, _BYTES))


def _parts(variable: str, text: str | None, command: str) -> list[str]:
    if not text:
        return []
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        raise _weak(variable, "holds nothing but commas", command)
    return parts


def _key(variable: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise _weak(variable, "is not base64", _BYTES) from None
    if len(key) != KEY_BYTES:
        raise _weak(variable, f"is {len(key)} bytes and has to be {KEY_BYTES}", _BYTES)
    return _strong(variable, key, _BYTES)


def _strong(variable: str, value: bytes, command: str) -> bytes:
    if len(value) < KEY_BYTES:
        raise _weak(variable, f"is {len(value)} characters and has to be {KEY_BYTES} or more", command)
    lowered = value.lower()
    if any(word.encode() in lowered for word in _KNOWN):
        raise _weak(variable, "is what templates put there", command)
    if len(set(value)) < _FEWEST_DIFFERENT or value == bytes(range(len(value))):
        raise _weak(variable, "is too simple", command)
    return value


def _weak(variable: str, why: str, command: str) -> WeakSecret:
    return WeakSecret(detail=f"{variable} {why}; make one with: {command}")
