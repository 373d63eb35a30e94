"""Security headers: what a browser may do with an answer of ours."""

from functools import cache
from typing import Final, TypeAlias

Header: TypeAlias = tuple[bytes, bytes]

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No inline script and no inline style anywhere: text from alerts that slips through as markup stays inert."""

PERMISSIONS_POLICY: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)
"""No page of ours needs any of them. The clipboard is left alone: people copy indicators."""

SECURITY_HEADERS: Final[tuple[Header, ...]] = (
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode("ascii")),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-permitted-cross-domain-policies", b"none"),
    (b"permissions-policy", PERMISSIONS_POLICY.encode("ascii")),
    (b"cache-control", b"no-store"),
)
"""Sent with every answer that does not set them itself (lower-case names, as ASGI wants them).

The referrer policy is `same-origin`, not `no-referrer`: under that one browsers send `Origin: null` with our own forms,
which the check of origins must refuse.

There is no CORS header among them and no setting for one: no other site's script has business here, programs need
none. `no-store` is for everything but static files: answers are somebody's, and shared computers remember.
"""

STRICT_TRANSPORT: Final[Header] = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
"""A year, with everything below the name (OWASP ASVS 5.0, 3.4.1)."""


@cache
def security_headers(*, https: bool) -> tuple[Header, ...]:
    """Return the headers; over plain HTTP a browser must be told nothing of HTTPS (RFC 6797 §7.2)."""
    return (*SECURITY_HEADERS, STRICT_TRANSPORT) if https else SECURITY_HEADERS
