"""What can be wrong with Redis, as error families."""

from triage_warden.kernel.errors import Invalid, Unavailable


class BadRedisUrl(Invalid):
    """REDIS_URL cannot be used."""


class RedisDown(Unavailable):
    """Redis does not answer."""
