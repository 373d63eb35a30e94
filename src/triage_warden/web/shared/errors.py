"""What only HTTP can get wrong; each has a status of its own (`web/shared/problems.py`)."""

from triage_warden.kernel.errors import Forbidden, Invalid, NotFound, TooLarge


class BadRequest(Invalid):
    """The request cannot be read."""


class EmptyBody(BadRequest):
    """The body is empty; send at least one alert."""


class UnsupportedMediaType(Invalid):
    """This endpoint does not take this kind of body."""


class UnsupportedEncoding(UnsupportedMediaType):
    """Content-Encoding must be gzip or identity."""


class NoSuchSource(NotFound):
    """There is no source of that name."""


class NothingToVerify(NotFound):
    """There is nothing to verify: webhooks are sent by POST."""


class ForeignOrigin(Forbidden):
    """Another site's page may not change anything here."""


class MetricsFromOutside(Forbidden):
    """Metrics are read at the process's own port, not through a proxy; TW_METRICS_THROUGH_PROXIES=true opens them."""


class UnknownHost(Forbidden):
    """This server does not answer under that host name."""


class DecompressedTooLarge(TooLarge):
    """The body is over the limit once decompressed."""
