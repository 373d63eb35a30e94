"""Links in one spelling: what a browser would ask for."""

from urllib.parse import quote

from triage_warden.core.observables.addresses import ipv6
from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.hosts import host_name, is_ipv4
from triage_warden.core.observables.psl import is_top_level
from triage_warden.core.observables.scan import Pattern

MAX_URL = 8192
"""Characters; what is longer cannot be told apart from padding, only its host is kept."""
DEFAULT_PORTS = {
    "http": 80,
    "https": 443,
    "ws": 80,
    "wss": 443,
    "ftp": 21,
    "ftps": 990,
    "sftp": 22,
    "ssh": 22,
    "telnet": 23,
    "gopher": 70,
    "ldap": 389,
    "ldaps": 636,
    "smb": 445,
    "rtsp": 554,
    "rmi": 1099,
}
_MAX_PORT = 65535
_WEB = frozenset({"http", "https", "ws", "wss", "ftp"})
_SAFE = "!#$%&'()*+,/:;=?@[]~|-._"
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_AS_IT_IS = "".join(sorted(_UNRESERVED)) + _SAFE.replace("%", "")
"""Characters that no normal form rewrites."""
_ESCAPE = Pattern(rb"%[0-9A-Fa-f]{2}")
_SCHEME = Pattern(rb"[A-Za-z][A-Za-z0-9+.-]*")


def url(value: str) -> str:
    """Return the normal form of an absolute URL with an authority.

    Scheme and host are lower case, IDN is punycode, the default port goes, an empty path is `/`, escapes are upper case
    and unreserved characters unescaped (RFC 3986 section 6.2.2), HTML's `&amp;` is `&`, numeric hosts are dotted quads
    (WHATWG URL, IPv4 parser). Kept as written: user information, dot segments, and the fragment, since kits carry the
    victim's address there. Line ends inside go (WHATWG URL). A host under a real suffix (or an address) with a path is
    read as `http`, as browsers do.
    """
    scheme, rest = _scheme(_unfolded(value.strip()))
    authority, tail = _split(rest, scheme)
    userinfo, at, hostport = authority.rpartition("@")
    host, port = _port(hostport)
    if port == DEFAULT_PORTS.get(scheme):
        port = None
    shown = host_in_url(host, scheme) + ("" if port is None else f":{port}")
    normal = f"{scheme}://{_escape(userinfo)}{at}{shown}{_escape(tail)}"
    if len(normal) > MAX_URL:
        raise NotAnObservable(detail="too long for a URL")
    return normal


def url_host(normal: str) -> str:
    """Return the host of a normalised URL, an IPv6 address without its brackets."""
    authority = normal[normal.find("://") + 3 :].partition("/")[0]
    if "?" in authority or "#" in authority:  # schemes whose empty path stays empty
        authority = authority.partition("?")[0].partition("#")[0]
    host, _ = _port(authority.rpartition("@")[2])
    return host[1:-1] if host.startswith("[") else host


def host_in_url(host: str, scheme: str) -> str:
    """Return the host as a URL shows it: name, dotted quad or bracketed IPv6 address."""
    if host.startswith("["):
        return f"[{ipv6(host)}]"
    host = _unescaped_host(host)
    if scheme in _WEB and (quad := _browser_ipv4(host)):
        return quad
    return host if is_ipv4(host) else host_name(host)


def _unfolded(value: str) -> str:
    """Drop line ends and what indents the next line, as browsers drop them from a link."""
    return "".join(line.strip() for line in value.splitlines()) if "\n" in value or "\r" in value else value


def _scheme(value: str) -> tuple[str, str]:
    if "://" not in value[: len("https://") + 8] and _begins_with_host(value):
        return "http", value
    scheme, colon, rest = value.partition(":")
    scheme = scheme.lower()
    if scheme not in DEFAULT_PORTS and not (colon and scheme.isascii() and _SCHEME.fits(scheme.encode("ascii"))):
        raise NotAnObservable(detail="a URL begins with a scheme")
    if scheme in _WEB:
        rest = rest.replace("\\", "/", 2) if rest.startswith("\\") else rest
    if not rest.startswith("//"):
        raise NotAnObservable(detail="a URL has // after its scheme")
    return scheme, rest[2:]


def _begins_with_host(value: str) -> bool:
    host = value.partition("/")[0].partition(":")[0].lower()
    return "/" in value and (is_ipv4(host) or is_top_level(host.rpartition(".")[2]))


def _split(rest: str, scheme: str) -> tuple[str, str]:
    ends = "/?#\\" if scheme in _WEB else "/?#"
    cut = len(rest)
    for mark in ends:
        at = rest.find(mark, 0, cut)
        cut = at if at >= 0 else cut
    tail = rest[cut:].replace("&amp;", "&")
    if tail.startswith("\\"):
        tail = "/" + tail[1:]
    if not tail.startswith("/") and scheme in DEFAULT_PORTS:
        tail = "/" + tail
    return rest[:cut], tail


def _port(hostport: str) -> tuple[str, int | None]:
    if ":" not in hostport or hostport.endswith("]"):
        return hostport, None
    host, _, digits = hostport.rpartition(":")
    if not digits:
        return host, None
    if not (digits.isascii() and digits.isdigit()) or len(digits) > len(str(_MAX_PORT)) or int(digits) > _MAX_PORT:
        raise NotAnObservable(detail="not a port")
    return host, int(digits)


def _unescaped_host(host: str) -> str:
    if "%" not in host:
        return host
    from urllib.parse import unquote  # only hosts written to deceive need it

    return unquote(host)


def _browser_ipv4(host: str) -> str | None:
    """Return the dotted quad a browser makes of `2130706433`, `0x7f.1` or `0177.0.0.1`; None for a name."""
    parts = host.removesuffix(".").split(".")
    if len(parts) > 4 or not parts[-1][:1].isdigit():  # noqa: PLR2004  # octets of an address
        return None
    numbers = [_number(part) for part in parts]
    if any(number is None for number in numbers):
        return None
    *high, low = [number for number in numbers if number is not None]
    if any(octet > 255 for octet in high) or low >= 256 ** (4 - len(high)):  # noqa: PLR2004  # an octet's limit
        raise NotAnObservable(detail="not an IPv4 address")
    value = low + sum(octet << 8 * (3 - place) for place, octet in enumerate(high))
    return ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0))


def _number(part: str) -> int | None:
    base = 10
    if part[:2].lower() == "0x":
        part, base = part[2:] or "0", 16
    elif len(part) > 1 and part.startswith("0"):
        base = 8
    try:
        return int(part, base) if part.isascii() and part.isalnum() else None
    except ValueError:
        return None


def _escape(part: str) -> str:
    if not part.rstrip(_AS_IT_IS):
        return part
    quoted = quote(part, safe=_SAFE, encoding="utf-8", errors="replace")
    return quoted if "%" not in quoted else _recase(quoted)


def _recase(part: str) -> str:
    pieces, done = [], 0
    for start, end in _ESCAPE.spans(part.encode("ascii")):
        meant = chr(int(part[start + 1 : end], 16))
        pieces += [part[done:start], meant if meant in _UNRESERVED else part[start:end].upper()]
        done = end
    return "".join([*pieces, part[done:]])
