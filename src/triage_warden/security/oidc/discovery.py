"""A provider's metadata and keys, fetched when needed and kept for a while."""

import asyncio
from dataclasses import dataclass, field
from typing import Final, TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from triage_warden.connector_kit.outgoing.client import bounded_answer
from triage_warden.connector_kit.outgoing.guard import OutgoingRefused
from triage_warden.kernel.clock import Clock
from triage_warden.kernel.errors import Unavailable
from triage_warden.security.oidc.model import Client, Metadata

T = TypeVar("T")
KEPT_SECONDS: Final = 3600.0
AGAIN_SECONDS: Final = 30.0
"""Keys are fetched anew for a key id that is not known, at most this often: anybody can send us unknown ones."""
TIMEOUT: Final = 10.0
_LARGEST: Final = 1 << 20
WELL_KNOWN: Final = "/.well-known/openid-configuration"


class ProviderUnavailable(Unavailable):
    """The identity provider does not answer as it should; try again, or sign in with a password."""


@dataclass(slots=True)
class Discovery:
    """Knows a provider."""

    client: Client
    http: httpx.AsyncClient
    clock: Clock
    _metadata: Metadata | None = field(default=None, init=False)
    _keys: KeySet | None = field(default=None, init=False)
    _fetched: float = field(default=0.0, init=False)

    async def metadata(self) -> Metadata:
        """Return what it publishes."""
        if self._metadata is None or self.clock.monotonic() - self._fetched >= KEPT_SECONDS:
            await self._fetch()
        assert self._metadata is not None  # noqa: S101  # _fetch has set it, or raised
        return self._metadata

    async def keys(self, kid: str | None) -> KeySet:
        """Return its keys; fetched anew where they do not have that one, as a provider changes keys when it likes."""
        await self.metadata()
        rested = self.clock.monotonic() - self._fetched >= AGAIN_SECONDS
        if kid is not None and rested and not (self._keys and _has(self._keys, kid)):
            await self._fetch()
        assert self._keys is not None  # noqa: S101  # likewise
        return self._keys

    async def ask(self, request: httpx.Request, wanted: type[T]) -> T:
        """Return what the provider answers; raise ProviderUnavailable where it answers anything else."""
        try:
            async with asyncio.timeout(TIMEOUT):
                answer = await bounded_answer(self.http, request, most=_LARGEST)
            if answer.is_success:
                return msgspec.json.decode(answer.content, type=wanted)
        except OutgoingRefused as error:
            raise ProviderUnavailable(detail=f"The identity provider may not be asked. {error.reason}") from error
        except (TimeoutError, httpx.HTTPError, msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ProviderUnavailable(kind=type(error).__name__) from error
        raise ProviderUnavailable(status=answer.status_code)

    def safe(self, address: str) -> str:
        """Return an address of the provider's where what is sent cannot be overheard; raise ProviderUnavailable."""
        allowed = {"https", "http"} if self.client.plain_http else {"https"}
        if urlsplit(address).scheme not in allowed:
            raise ProviderUnavailable(detail="The identity provider names an address that is not https.")
        return address

    async def _fetch(self) -> None:
        address = self.safe(self.client.issuer.rstrip("/") + WELL_KNOWN)
        metadata = await self.ask(self.http.build_request("GET", address), Metadata)
        if metadata.issuer != self.client.issuer:
            raise ProviderUnavailable(detail="The identity provider names another issuer than TW_OIDC_ISSUER.")
        published = await self.ask(self.http.build_request("GET", self.safe(metadata.jwks_uri)), dict[str, object])
        try:
            keys = KeySet.import_key_set(published)  # type: ignore[arg-type]  # it checks what it is given
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise ProviderUnavailable(detail="The identity provider's keys cannot be read.") from error
        self._metadata, self._keys, self._fetched = metadata, keys, self.clock.monotonic()


def _has(keys: KeySet, kid: str) -> bool:
    return any(key.kid == kid for key in keys.keys)
