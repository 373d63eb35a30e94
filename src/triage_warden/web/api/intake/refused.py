"""Count deliveries to webhooks that were not taken in."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from litestar.exceptions import HTTPException
from litestar.types import Scope

from triage_warden.kernel.errors import TriageError
from triage_warden.observability.metrics import Metrics

WEBHOOKS: Final = "/webhooks/{source}"
"""The template under which they arrive."""
_NO_SOURCE: Final = "(none)"
"""What callers make up must not make new time series."""


@dataclass(frozen=True, slots=True)
class CountRefused:
    """Called with every error that a request ends in, also with what a guard raised before the handler."""

    metrics: Metrics
    sources: Collection[str]

    async def __call__(self, error: Exception, scope: Scope) -> None:
        """Count it where it is a delivery's."""
        if scope.get("path_template") != WEBHOOKS:
            return
        named = str(scope.get("path_params", {}).get("source", ""))
        source = named if named in self.sources else _NO_SOURCE
        self.metrics.webhooks_refused.labels(source, _reason(error)).inc()


def _reason(error: Exception) -> str:
    match error:
        case TriageError():
            return error.code
        case HTTPException():
            return str(error.status_code)
        case _:
            return "internal"
