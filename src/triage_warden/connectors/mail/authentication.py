"""Authentication-Results (RFC 8601): what the receiving boundary checked, apart from what a sender claims it did."""

import re
from collections.abc import Iterator

import authres  # type: ignore[import-untyped, unused-ignore]  # publishes no types
from authres.core import AuthResError  # type: ignore[import-untyped, unused-ignore]  # publishes no types

from triage_warden.connectors.mail.headers import clean
from triage_warden.connectors.mail.hops import boundary, same_receiver
from triage_warden.core.facts.mail.model import Authentication, AuthResult, Hop

MAX_RESULTS_HEADERS = 20
MAX_RESULTS = 40

_NAMED = re.compile(r"^\s*([^\s;=()]+)(?:\s+\d+)?\s*(?:\([^)]*\)\s*)?;")
_LOOSE_RESULT = re.compile(r"(?:^|[;\s])(spf|dkim|dmarc|arc|compauth)\s*=\s*([a-z]+)", re.IGNORECASE)
_LOOSE_PROPERTY = re.compile(r"\b((?:smtp|header|policy)\.[a-z-]+)\s*=\s*\"?([^\s;\"()]+)", re.IGNORECASE)


def entry_of(headers: tuple[tuple[str, str], ...], hops: tuple[Hop, ...]) -> int | None:
    """Return the index of the boundary's hop: where the mail came in from outside.

    The name a sender gives in its greeting may pretend to be one of ours. The boundary's results stand at its own
    hop, so the topmost Authentication-Results header limits how far down the boundary can be.
    """
    entry = boundary(hops)
    above = 0
    for name, value in headers:
        lowered = name.lower()
        above += lowered == "received"
        if lowered == "authentication-results":
            written_below = above > 0 and _names(value, hops[:above])
            lowest = above - 1 if written_below else above
            return min(lowest, len(hops) - 1 if entry is None else entry) if hops else None
    return entry


def _names(value: str, above: tuple[Hop, ...]) -> bool:
    """Tell whether the results name the host of the Received header right above them."""
    named = _NAMED.match(value)
    return bool(named and above and named.group(1).lower() == above[-1].by_host)


def authentications(
    headers: tuple[tuple[str, str], ...], hops: tuple[Hop, ...], entry: int | None
) -> tuple[Authentication, ...]:
    """Return every Authentication-Results header from the top; at most one run of them, the boundary's, is trusted.

    A header is added on top of what was there, so nothing that a sender wrote can stand above the boundary's own
    Received header. Trusted is the topmost run that stands above it, or directly below it under the boundary's own
    name (Microsoft writes its results above and without a name, Gmail below). A Received header ends the run.
    """
    return tuple(_placed(headers, hops, entry))[:MAX_RESULTS_HEADERS]


def _placed(headers: tuple[tuple[str, str], ...], hops: tuple[Hop, ...], entry: int | None) -> Iterator[Authentication]:
    above, run_at = 0, -1
    for name, value in headers:
        lowered = name.lower()
        above += lowered == "received"
        if lowered == "authentication-results":
            run_at = above if run_at < 0 else run_at
            authserv, results = _parsed(value)
            trusted = above == run_at and _is_boundarys(authserv, above, hops=hops, entry=entry)
            yield Authentication(authserv=authserv, trusted=trusted, results=results)


def _is_boundarys(authserv: str, above: int, *, hops: tuple[Hop, ...], entry: int | None) -> bool:
    if entry is None:
        return False
    return above <= entry or (above == entry + 1 and same_receiver(authserv, hops[entry].by_host))


def _parsed(value: str) -> tuple[str, tuple[AuthResult, ...]]:
    named = _NAMED.match(value)
    authserv = named.group(1).lower() if named else ""
    text = value if named else f"unnamed.invalid; {value}"
    try:
        header = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {text.strip().rstrip(';')}")
    except (AuthResError, ValueError, RecursionError, AttributeError, IndexError):
        return authserv, tuple(_loosely(value))[:MAX_RESULTS]
    return authserv, tuple(_result(each) for each in header.results[:MAX_RESULTS])


def _result(each: authres.AuthenticationResult) -> AuthResult:
    properties = {f"{one.type}.{one.name}".lower(): clean(str(one.value), 320).lower() for one in each.properties}
    return AuthResult(method=str(each.method).lower(), result=str(each.result).lower(), properties=properties)


def _loosely(value: str) -> Iterator[AuthResult]:
    """Read a header that breaks the grammar: each result with the properties up to the next."""
    starts = list(_LOOSE_RESULT.finditer(value[:8000]))
    for index, match in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(value)
        properties = {
            key.lower(): clean(text, 320).lower() for key, text in _LOOSE_PROPERTY.findall(value[match.end() : end])
        }
        yield AuthResult(method=match.group(1).lower(), result=match.group(2).lower(), properties=properties)
