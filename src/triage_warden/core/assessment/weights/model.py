"""What a weight is."""

import msgspec

from triage_warden.core.assessment.model import Category


class Weight(msgspec.Struct, frozen=True, kw_only=True):
    """What a fact of one kind is worth.

    `log_odds` is in nats, positive towards malicious: +0.7 doubles the odds, +2.3 multiplies them by ten. Facts
    of one `group` say much the same thing twice: within a group, and apart for each direction, the strongest
    counts in full, the next a half, the next a quarter, and so on. Every kind has exactly one weight.
    """

    log_odds: float
    why: str
    """One line that an analyst would defend."""
    group: str
    category: dict[Category, float] = {}
    """Votes for what sort of thing it is, each 0 to 1; multiplied by what the fact counted for."""
    techniques: tuple[str, ...] = ()
    """ATT&CK technique ids (`T1566.002`) that the fact is evidence of."""
    per: str | None = None
    """Name of a number in the fact's `value`; the weight is `log_odds` times that number, at most `limit`."""
    limit: float = 0.0
    """Greatest magnitude of a weight scaled by `per`, in nats; without `per` it means nothing."""
