"""Links that mail gateways and big sites wrap around other links, and what is inside.

Sources: Microsoft Defender "Safe Links", Proofpoint "URL Defense" v1 to v3 and the vendors' own pages on how their
rewritten links are built. Nothing is fetched: what a gateway keeps on its server (Mimecast's path) stays unknown.
"""

from base64 import urlsafe_b64decode
from collections.abc import Callable
from itertools import islice, pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.scan import Pattern, shape_of
from triage_warden.core.observables.urls import url, url_host

_PARAMETERS: dict[str, tuple[str, ...]] = {
    "safelinks.protection.outlook.com": ("url",),
    "safelinks.protection.office365.us": ("url",),
    "safelinks.protection.partner.outlook.cn": ("url",),
    "statics.teams.cdn.office.net": ("url",),
    "linkprotect.cudasvc.com": ("a",),
    "clicktime.symantec.com": ("u",),
    "protect.fireeye.com": ("u",),
    "protect2.fireeye.com": ("u",),
    "link.edgepilot.com": ("u",),
    "l.facebook.com": ("u",),
    "lm.facebook.com": ("u",),
    "l.instagram.com": ("u",),
    "l.messenger.com": ("u",),
    "slack-redir.net": ("url",),
    "duckduckgo.com": ("uddg",),
    "youtube.com": ("q",),
    "linkedin.com": ("url",),
    "imsva91-ctp.trendmicro.com": ("URL", "url"),
    "urlsand.esvalabs.com": ("u",),
    "scanmail.trustwave.com": ("u",),
}
"""Host (or parent of it) -> the query parameters that carry the target."""
_PARAMETER_HOSTS = tuple(_PARAMETERS)
_PROOFPOINT = ("urldefense.proofpoint.com", "urldefense.com", "urldefense.us")
_MIMECAST = ("mimecast.com", "mimecastprotect.com")
_AVANAN = ("url.avanan.click", "protect.checkpoint.com")
_WRAPPING = (*_PARAMETER_HOSTS, *_PROOFPOINT, "secure-web.cisco.com", *_AVANAN)
"""How hosts that wrap end, Google's but for."""
_RUN_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SHORTEST_RUN = 2
_WEB = Pattern(rb"https?://", ignore_case=True)
MAX_EMBEDDED = 16
"""Links inside one link that are looked at."""


def unwrap(link: str) -> str | None:
    """Return the normal form of the target of a normalised link; None when it wraps nothing that can be read."""
    host = url_host(link)
    if not (host.endswith(_WRAPPING) or "google." in host):
        return None
    for is_host, target_of in _WRAPPERS:
        if is_host(host) and (target := target_of(link)):
            return _normal(target)
    return None


def mimecast_domain(link: str) -> str | None:
    """Return the domain a Mimecast link names as its target, all that such a link tells; not normalised."""
    return _parameter(link, ("domain",)) if _under(url_host(link), _MIMECAST) else None


def embedded(link: str) -> list[str]:
    """Return the normal forms of links inside a link's path and query, escaped or not, as redirectors carry them."""
    tail = link.partition("://")[2]
    parts = [tail.partition("?")[0], *(value for _, value in _query(link))]
    found = (_normal(part[start:end]) for part in parts for start, end in _begins(part))
    return [target for target in dict.fromkeys(islice(found, MAX_EMBEDDED)) if target]


def _begins(part: str) -> list[tuple[int, int]]:
    """Return from where to where each link in a part runs: each to the next one."""
    if "//" not in part:
        return []
    starts = [start for start, _ in _WEB.spans(shape_of(part))]
    return list(pairwise([*starts, len(part)]))


def _normal(target: str) -> str | None:
    try:
        return url(target)
    except NotAnObservable:
        return None


def _under(host: str, parents: tuple[str, ...]) -> bool:
    return host.endswith(parents) and any(host == parent or host.endswith("." + parent) for parent in parents)


def _query(link: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(urlsplit(link).query, max_num_fields=64, errors="replace")
    except ValueError:
        return []


def _parameter(link: str, names: tuple[str, ...]) -> str | None:
    return next((value for name, value in _query(link) if name in names and value), None)


def _by_parameter(link: str) -> str | None:
    host = url_host(link)
    names = next(names for parent, names in _PARAMETERS.items() if _under(host, (parent,)))
    target = _parameter(link, names)
    return target if target and "://" in target[:12] else None


def _proofpoint(link: str) -> str | None:
    path = link.partition("://")[2].partition("/")[2]
    version = path[:3]
    if version == "v3/":
        return _proofpoint_3(path)
    written = _parameter(link, ("u",))
    if written is None or version not in ("v1/", "v2/"):
        return None
    return unquote(written) if version == "v1/" else unquote(written.replace("-", "%").replace("_", "/"))


def _proofpoint_3(path: str) -> str | None:
    _, begins, rest = path.partition("__")
    written, ends, packed = rest.partition("__;")
    if not begins or not ends:
        return None
    letters = _letters(packed.partition("!")[0])
    return _fill(unquote(written), letters)


def _letters(packed: str) -> str:
    try:
        return urlsafe_b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8", "replace")
    except ValueError:
        return ""


def _fill(written: str, letters: str) -> str:
    """Put back the characters that stand behind each `*`; `**X` stands for a run, `X` being its length."""
    pieces, taken, at = [], 0, 0
    while (star := written.find("*", at)) >= 0:
        run = written[star + 1 : star + 2] == "*" and written[star + 2 : star + 3] in _RUN_LENGTHS
        length = _RUN_LENGTHS.find(written[star + 2 : star + 3]) + _SHORTEST_RUN if run else 1
        pieces += [written[at:star], letters[taken : taken + length]]
        taken += length
        at = star + (3 if run else 1)
    return "".join([*pieces, written[at:]])


def _google(link: str) -> str | None:
    path = link.partition("://")[2].partition("/")[2]
    if path.startswith("url?"):
        return _parameter(link, ("q", "url"))
    if path.startswith("amp/"):
        rest = path.removeprefix("amp/")
        return "https://" + rest.removeprefix("s/") if rest.startswith("s/") else "http://" + rest
    return None


def _is_google(host: str) -> bool:
    labels = host.removeprefix("www.").split(".")
    return labels[0] == "google" and len(labels) <= 3  # noqa: PLR2004  # google.com, google.co.uk


def _cisco(link: str) -> str | None:
    carried = unquote(link.rpartition("/")[2])
    return carried if carried.startswith(("http://", "https://")) else None


def _avanan(link: str) -> str | None:
    _, begins, rest = link.partition("/___")
    target, ends, _ = rest.partition("___.")
    return target if begins and ends else None


_WRAPPERS: tuple[tuple[Callable[[str], bool], Callable[[str], str | None]], ...] = (
    (lambda host: _under(host, _PARAMETER_HOSTS), _by_parameter),
    (lambda host: _under(host, _PROOFPOINT), _proofpoint),
    (_is_google, _google),
    (lambda host: _under(host, ("secure-web.cisco.com",)), _cisco),
    (lambda host: _under(host, _AVANAN), _avanan),
)
