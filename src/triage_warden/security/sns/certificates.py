"""The certificates that SNS signs with: fetched from SNS when first needed, checked, and kept for a day."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.verification import Store

from triage_warden.connector_kit.outgoing.client import bounded_answer
from triage_warden.core.identity.source_secrets import Topic
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import Unavailable
from triage_warden.security.sns.chain import is_trusted, issuer_address, read_certificates

KEPT: Final = timedelta(days=1)
KEPT_UNTRUSTED: Final = timedelta(minutes=10)
"""It may have been our clock."""
MOST_KEPT: Final = 32
MOST_FETCHED: Final = 10
"""In a minute: anybody can send us messages that name a certificate, and each name is a request to AWS."""
MOST_ISSUERS: Final = 3
_LARGEST: Final = 64 * 1024
_SECONDS: Final = 5.0
_OK: Final = 200


class CertificateUnavailable(Unavailable):
    """The certificate of Amazon SNS cannot be fetched now; SNS sends its message again."""


@dataclass(frozen=True, slots=True)
class _Kept:
    key: RSAPublicKey | None
    until: datetime


@dataclass(slots=True)
class SigningCertificates:
    """Knows the keys that SNS signs with. Of what is not trusted that is remembered, too."""

    http: httpx.AsyncClient
    """To SNS: https alone."""
    issuers: httpx.AsyncClient
    """To authorities, which publish their certificates over http; they are believed for leading to a root."""
    roots: Callable[[], Store]
    clock: Clock
    _kept: dict[str, _Kept] = field(default_factory=dict[str, _Kept], init=False)
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _fetched: deque[float] = field(default_factory=lambda: deque[float](maxlen=MOST_FETCHED), init=False)

    async def key(self, url: str, topic: Topic) -> RSAPublicKey | None:
        """Return the key of a certificate of SNS's, None where it is not trusted.

        Raises:
            CertificateUnavailable: it cannot be fetched, or too many were just now.
        """
        found = self._good(url)
        if found is None:
            async with self._turn:  # a burst of messages under one new certificate fetches it once
                found = self._good(url) or await self._fetch(url, topic, self.clock.now())
                if len(self._kept) >= MOST_KEPT:
                    del self._kept[next(iter(self._kept))]
                self._kept[url] = found
        return found.key

    def _good(self, url: str) -> _Kept | None:
        found = self._kept.get(url)
        return found if found is not None and self.clock.now() < found.until else None

    async def _fetch(self, url: str, topic: Topic, now: datetime) -> _Kept:
        tick = self.clock.monotonic()
        if len(self._fetched) == MOST_FETCHED and tick - self._fetched[0] < 60:  # noqa: PLR2004  # a minute
            raise CertificateUnavailable(retry_after=60)
        self._fetched.append(tick)
        chain = list(read_certificates(await self._get(self.http, url)))
        trusted = bool(chain) and await self._leads_to_a_root(chain, topic, now)
        key = chain[0].public_key() if trusted else None
        until = min(now + KEPT, chain[0].not_valid_after_utc) if trusted else now + KEPT_UNTRUSTED
        return _Kept(key if isinstance(key, RSAPublicKey) else None, until)

    async def _leads_to_a_root(self, chain: list[x509.Certificate], topic: Topic, now: datetime) -> bool:
        """Add the issuers that the file leaves out, until the chain holds or ends."""
        for _ in range(MOST_ISSUERS):
            if is_trusted(chain, self.roots(), topic, at=now):
                return True
            address = issuer_address(chain[-1])
            issuer = read_certificates(await self._get(self.issuers, address)) if address else ()
            if not issuer:
                return False
            chain += issuer[:1]
        return is_trusted(chain, self.roots(), topic, at=now)

    async def _get(self, http: httpx.AsyncClient, url: str) -> bytes:
        try:
            async with asyncio.timeout(_SECONDS):
                answer = await bounded_answer(http, http.build_request("GET", url), most=_LARGEST)
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL) as error:
            raise CertificateUnavailable(kind=type(error).__name__) from error
        if answer.status_code != _OK:
            raise CertificateUnavailable(status=answer.status_code)
        return answer.content
