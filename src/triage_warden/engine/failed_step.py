"""Write down that a step failed, before the failure goes on to the queue."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType

from triage_warden.core.triage.ports import Case, CaseStore
from triage_warden.kernel.errors import TriageError, Unavailable


@dataclass(frozen=True, slots=True)
class WritesFailure:
    """Surrounds a step. A part that is down is not the step's failure, and could not be written down anyway."""

    store: CaseStore
    case: Case
    step: str
    began: datetime

    async def __aenter__(self) -> None:
        """Begin."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Count the attempt and keep its error; the error goes on, whatever becomes of that."""
        if not isinstance(error, Exception) or isinstance(error, Unavailable):
            return
        with suppress(TriageError):
            async with self.store.transaction(self.case) as transaction:
                await transaction.failed(self.step, reason_of(error), started_at=self.began)


def reason_of(error: Exception) -> str:
    """Return what may be shown: our own words, or the name of an error that nobody expected."""
    return f"{error.code}: {error.detail}" if isinstance(error, TriageError) else type(error).__name__
