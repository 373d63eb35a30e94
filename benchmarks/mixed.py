"""The bundled sample stream again and again, each time as it would look in another branch of the company."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import count

from benchmarks.sender import post
from triage_warden.samples import SamplePayload, load

_HOST = re.compile(rb"\b((?:ws|srv|web|db|fs|dc|vps|print|nas)(?:-[a-z]+)*-\d+)\b", re.IGNORECASE)
_PLACE = re.compile(rb"\b(corp|[a-z][a-z-]+)(\.example\.(?:com|net|org))\b")
_DOMAIN = re.compile(rb"\bCORP\b")
_INSIDE = re.compile(rb"\b10\.(\d{1,2})\.(\d{1,3}\.\d{1,3})\b")
_OUTSIDE = re.compile(rb"\b(192\.0\.2|198\.51\.100|203\.0\.113)\.(\d{1,3})\b")
_ACCOUNT = re.compile(rb"S-1-5-21-100-200-300-")
_LAST_HEX = re.compile(rb"(?<![0-9a-z])((?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{8}|[0-9a-f]{28,60}))[0-9a-f]{4}\b")
_NUMBER = re.compile(rb'("flow_id": |"id": "\d{10}\.)(\d+)')
_NAME = re.compile(rb"\b(edr-[0-9a-f]+-|canary-|Message-ID: <)([0-9A-Za-z])")


def requests(number: int, at: datetime) -> Iterator[bytes]:
    """Yield so many requests, one payload each: mail, Sentinel, Suricata, Wazuh, OCSF, CEF and our own JSON."""
    stream = load(at)
    for place, branch in zip(range(number), _branches(len(stream)), strict=False):
        yield _request(stream[place % len(stream)], branch)


def mails(number: int, at: datetime) -> Iterator[bytes]:
    """Yield so many mails of the stream."""
    stream = [payload for payload in load(at) if payload.source == "mail"]
    for place, branch in zip(range(number), _branches(len(stream)), strict=False):
        yield elsewhere(stream[place % len(stream)].body, branch)


def elsewhere(body: bytes, branch: int) -> bytes:
    """Return a payload with its hosts, accounts, addresses, names and identifiers of another branch; 0 is the first."""
    if not branch:
        return body
    for pattern, replacement in _CHANGES:
        body = pattern.sub(partial(replacement, branch), body)
    return body


def _branches(size: int) -> Iterator[int]:
    return (place // size for place in count())


def _request(payload: SamplePayload, branch: int) -> bytes:
    path = "/api/v1/mails" if payload.source == "mail" else f"/webhooks/{payload.source}"
    return post(path, payload.media_type, elsewhere(payload.body, branch))


def _suffixed(branch: int, found: re.Match[bytes]) -> bytes:
    return found[1] + b"-%d" % branch


def _of_place(branch: int, found: re.Match[bytes]) -> bytes:
    return found[1] + b"-b%d" % branch + found[2]


def _inside(branch: int, found: re.Match[bytes]) -> bytes:
    return b"10.%d.%s" % ((int(found[1]) + branch) % 250, found[2])


def _outside(branch: int, found: re.Match[bytes]) -> bytes:
    return b"%s.%d" % (found[1], (int(found[2]) + 37 * branch) % 254 + 1)


def _hex(branch: int, found: re.Match[bytes]) -> bytes:
    return found[1] + b"%04x" % branch


_CHANGES: tuple[tuple[re.Pattern[bytes], Callable[[int, re.Match[bytes]], bytes]], ...] = (
    (_HOST, _suffixed),
    (_PLACE, _of_place),
    (_DOMAIN, lambda branch, found: found[0] + b"%d" % branch),
    (_INSIDE, _inside),
    (_OUTSIDE, _outside),
    (_ACCOUNT, lambda branch, _: b"S-1-5-21-100-200-%d-" % (300 + branch)),
    (_LAST_HEX, _hex),
    (_NUMBER, lambda branch, found: b"%s%d%s" % (found[1], 1 + branch, found[2])),
    (_NAME, lambda branch, found: b"%s%d%s" % (found[1], branch, found[2])),
)
