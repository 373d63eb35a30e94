"""Join payloads into bodies that the server cuts into the same payloads again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256

import msgspec

from triage_warden.core.alerts.errors import CannotParse

Split = Callable[[bytes], Iterable[bytes]]

MOST_BYTES = 8 * 1024 * 1024
"""Most bytes of a body before compression; below the server's own default for bodies (10 MiB)."""


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A body for one request: payloads `offset` to `offset + count - 1` of a file."""

    data: bytes
    offset: int
    payloads: tuple[bytes, ...]

    def key(self, file_digest: str, source: str) -> str:
        """Return the Idempotency-Key: the same part of the same content, so that a re-run sends nothing twice."""
        part = f"{file_digest}:{source}:{self.offset}:{len(self.payloads)}"
        return sha256(part.encode()).hexdigest()[:40]


def bodies(payloads: Iterable[bytes], split: Split, *, most: int) -> Iterator[Body]:
    """Yield bodies of at most `most` payloads and about `MOST_BYTES`, in order; every payload is in one of them."""
    offset, batch, size = 0, list[bytes](), 0
    for payload in payloads:
        if batch and (len(batch) == most or size + len(payload) > MOST_BYTES):
            yield from joined(batch, split, offset)
            offset, batch, size = offset + len(batch), [], 0
        batch.append(payload)
        size += len(payload)
    if batch:
        yield from joined(batch, split, offset)


def joined(payloads: Sequence[bytes], split: Split, offset: int) -> Iterator[Body]:
    """Yield one body where there is a form that splits into just these payloads, else two for the halves."""
    if len(payloads) == 1:
        yield Body(data=payloads[0], offset=offset, payloads=tuple(payloads))
        return
    for candidate in _candidates(payloads):
        if _splits_into(candidate, split, payloads):
            yield Body(data=candidate, offset=offset, payloads=tuple(payloads))
            return
    yield from halves(payloads, split, offset)


def halves(payloads: Sequence[bytes], split: Split, offset: int) -> Iterator[Body]:
    """Yield the bodies of the first and of the second half."""
    middle = len(payloads) // 2
    yield from joined(payloads[:middle], split, offset)
    yield from joined(payloads[middle:], split, offset + middle)


def _candidates(payloads: Sequence[bytes]) -> Iterator[bytes]:
    """Yield lines, a JSON array, and rows under their common first line (CSV)."""
    if not any(b"\n" in payload for payload in payloads):
        yield b"\n".join(payloads)
    yield b"[" + b",".join(payloads) + b"]"
    heads = {payload.partition(b"\n")[0] for payload in payloads}
    if len(heads) == 1:
        yield b"\n".join([heads.pop(), *(payload.partition(b"\n")[2] for payload in payloads)])


def _splits_into(body: bytes, split: Split, payloads: Sequence[bytes]) -> bool:
    try:
        return list(split(body)) == list(payloads)
    except CannotParse:
        return False
