"""What became of everything that `ingest` sent."""

from dataclasses import dataclass, field

import msgspec

from triage_warden.cli.answers import ReceiptRow
from triage_warden.cli.options import Output
from triage_warden.kernel.clock import Clock


class Sum(msgspec.Struct, frozen=True, kw_only=True):
    """The totals as they are written."""

    files: int
    payloads: int
    requests: int
    accepted: int
    duplicates: int
    quarantined: int
    seconds: float
    unsent: list[str]
    """Files that were not sent, with the reason."""
    sources: dict[str, int]
    """By which source how many files were read."""


@dataclass(slots=True)
class Totals:
    """Counts while sending."""

    clock: Clock
    files: int = 0
    payloads: int = 0
    requests: int = 0
    accepted: int = 0
    duplicates: int = 0
    quarantined: int = 0
    unsent: list[str] = field(default_factory=list)
    sources: dict[str, int] = field(default_factory=dict[str, int])
    guessed: bool = False
    """Whether a file was read by a source that nobody named."""
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._began = self.clock.monotonic()

    def expect(self, payloads: int, source: str, *, guessed: bool = False) -> None:
        """Count a file with this many payloads, about to be sent as those of a source."""
        self.files += 1
        self.sources[source] = self.sources.get(source, 0) + 1
        self.guessed = self.guessed or guessed
        self.payloads += payloads

    def skip(self, reason: str) -> None:
        """Note a file that cannot be sent."""
        self.unsent.append(reason)

    def add(self, receipt: ReceiptRow) -> None:
        """Count a request that was taken in."""
        self.requests += 1
        self.accepted += receipt.accepted
        self.duplicates += receipt.duplicates
        self.quarantined += receipt.quarantined

    def sum(self) -> Sum:
        """Return the totals so far."""
        return Sum(
            files=self.files,
            payloads=self.payloads,
            requests=self.requests,
            accepted=self.accepted,
            duplicates=self.duplicates,
            quarantined=self.quarantined,
            seconds=round(self.clock.monotonic() - self._began, 3),
            unsent=self.unsent,
            sources=self.sources,
        )

    def show(self, output: Output) -> None:
        """Write the totals to stdout."""
        import typer

        total = self.sum()
        if output is Output.JSON:
            typer.echo(msgspec.json.encode(total))
            return
        rate = total.payloads / total.seconds if total.seconds else 0.0
        typer.echo(
            f"{total.payloads} payloads from {total.files} files in {total.requests} requests and "
            f"{total.seconds:.1f} s ({rate:,.0f}/s): {total.accepted} accepted, {total.duplicates} repeats folded, "
            f"{total.quarantined} in quarantine"
        )
        if self.guessed:
            told = ", ".join(f"{name} ({files})" for name, files in sorted(self.sources.items()))
            typer.echo(f"Read by the source recognised in each file: {told}; name another with --source")
        if total.quarantined:
            typer.echo("Why: triage-warden quarantine list")
