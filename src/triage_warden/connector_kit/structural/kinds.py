"""What a value can be, told from the value alone. Each kind returns the value's normal form, empty where it is none."""

import re
from collections.abc import Callable
from typing import Final

from triage_warden.connector_kit.action import action_taken
from triage_warden.connector_kit.observed import bare_address
from triage_warden.connector_kit.structural.when import when
from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.normalise import normalise
from triage_warden.core.observables.paths import is_absolute

Value = str | int | float | bool
Kind = Callable[[Value], str]

_HIGHEST_PORT: Final = 65_535
_LONGEST_NAME: Final = 128
_LONGEST_TITLE: Final = 2_000
_LONGEST_ADDRESS: Final = 120
_HASH_LENGTHS: Final = frozenset({32, 40, 64, 96, 128})
_HEX: Final = frozenset("0123456789abcdefABCDEF")
_UUID: Final = re.compile(r"\{?[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{4,32}\}?")
_LISTED: Final = "[]{}\"' "
_BLANKS_IN_A_NAME: Final = 3
_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://\S{2,}")
_BARE_URL: Final = re.compile(
    r"(?:(?:[A-Za-z0-9_-]{1,63}\.){1,8}[A-Za-z]{2,24}|\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?/\S*"
)
_EXECUTABLE: Final = re.compile(r"[^\\/:*?\"<>|\r\n\t]{1,128}")
_DISTINGUISHED: Final = re.compile(
    r"(?:uid|cn|samaccountname)=([^,=/]{1,64}),(?:[A-Za-z]{1,8}=[^,]{1,64},?){1,12}", re.IGNORECASE
)
"""RFC 4514, its first part naming the entry."""
_DOWN_LEVEL: Final = re.compile(r"^[A-Za-z0-9_.-]{1,32}\\{1,2}(?=[A-Za-z0-9_.$-]{1,64}$)")
_SID: Final = re.compile(r"S-1-\d[\d-]{3,180}")
_BACKSLASHES: Final = re.compile(r"\\{2,8}")
"""Between a domain and a name, escaped once or twice too often on the way."""
_ANSWERS: Final = frozenset({"true", "false", "yes", "no", "on", "off"})
_LEADING: Final = re.compile(r"\[?(\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{1,4}:[0-9A-Fa-f:.]{2,40})\]?(?=[:/#(% ]|$)")
"""An address with what firewalls write after it: port, interface, name, prefix length."""
_OUTCOMES: Final = frozenset(
    {
        "success",
        "successful",
        "succeeded",
        "failure",
        "failed",
        "fail",
        "error",
        "ok",
        "true",
        "false",
        "yes",
        "no",
        "enabled",
    }
    | {
        "disabled",
        "allow",
        "allowed",
        "deny",
        "denied",
        "user",
        "username",
        "active",
        "inactive",
        "password",
        "api",
        "web",
    },
)
"""What stands in fields that are named after a sign-in and hold no account."""
_KINDS_OF_THINGS: Final = frozenset(
    {"event", "alert", "log", "ipv4", "ipv6", "tcp", "udp", "icmp", "computer", "desktop", "laptop", "mobile", "phone"}
    | {"server", "host", "device", "sensor", "endpoint", "browser"},
)
"""Words that say of what kind something is, and name neither what happened nor a machine."""
_NO_HOSTS: Final = _OUTCOMES - {"user", "username", "api", "web"} | {
    "computer",
    "desktop",
    "mobile",
    "phone",
    "browser",
}
_HOST: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_ .-]{0,126}[A-Za-z0-9_)$])?")


def plain(value: Value) -> str:
    """Return the value as one trimmed text."""
    return str(value).lower() if isinstance(value, bool) else str(value).strip()


def first_of(value: Value) -> str:
    """Return the first member of a list that is written as text: `['192.0.2.1', '192.0.2.2']`, `a, b`."""
    return plain(value)[:_LONGEST_ADDRESS].strip(_LISTED).partition(",")[0].strip(_LISTED)


def address(value: Value) -> str:
    """Return an IP address without port and brackets."""
    if isinstance(value, int | float):
        return ""
    text = first_of(value)
    leading = _LEADING.match(text)
    return bare_address(text) or (bare_address(leading[1]) if leading else "")


def port(value: Value) -> str:
    """Return a port number."""
    digits = plain(value)
    return digits if digits.isdecimal() and len(digits) <= 5 and 0 < int(digits) <= _HIGHEST_PORT else ""  # noqa: PLR2004  # digits of 65535


def time(value: Value) -> str:
    """Return a time in RFC 3339."""
    found = when(value)
    return found.isoformat() if found else ""


def words(value: Value) -> str:
    """Return words that people read: something with a letter in it."""
    text = plain(value)[:_LONGEST_TITLE]
    return text if any(map(str.isalpha, text[:200])) and not isinstance(value, bool) else ""


def title(value: Value) -> str:
    """Return words that name what happened; no identifier, address, link or structure."""
    text = words(value)
    unfit = (
        text.lower() in _ANSWERS | _KINDS_OF_THINGS
        or _UUID.fullmatch(text)
        or bare_address(text)
        or "://" in text[:12]
        or text[:1] in "{[<"
        or time(value)
    )
    return "" if unfit else text


def identifier(value: Value) -> str:
    """Return a short value without line ends."""
    text = plain(value)
    return text if 0 < len(text) <= _LONGEST_NAME and "\n" not in text and not isinstance(value, bool) else ""


def user(value: Value) -> str:
    """Return the name of an account: no address, number, path, time or sentence."""
    text = _named(_BACKSLASHES.sub(r"\\", plain(value).strip("\"'[]")[: _LONGEST_NAME * 2]))
    if not 0 < len(text) <= _LONGEST_NAME or isinstance(value, bool) or text.count(" ") > _BLANKS_IN_A_NAME:
        return ""
    odd = any(mark in text for mark in "\n\t{}<>=;") or "://" in text or _UUID.fullmatch(text) or bare_address(text)
    return (
        ""
        if odd or text.lower() in _OUTCOMES or text.replace(".", "").isdigit() or _SID.fullmatch(text) or time(value)
        else text
    )


def _named(text: str) -> str:
    """Return whom a name in a directory names: `uid=x,ou=…`, `CN=x,OU=…`, `LDAP://server/ou=…/x`; other text as is."""
    distinguished = _DISTINGUISHED.match(text)
    if distinguished:
        return distinguished[1]
    return text.rpartition("/")[2] if text[:7].upper() == "LDAP://" and "=" not in text.rpartition("/")[2] else text


def host(value: Value) -> str:
    """Return a host's name, without the Windows domain before it."""
    text = plain(value).strip("\"'[]{}")
    text = _DOWN_LEVEL.sub("", text)
    if (
        isinstance(value, bool)
        or bare_address(text)
        or not _HOST.fullmatch(text)
        or text.count(" ") > _BLANKS_IN_A_NAME
    ):
        return ""
    generic = text.lower() in _NO_HOSTS
    return "" if generic or text.isdigit() or _UUID.fullmatch(text) or time(text) else text


def domain(value: Value) -> str:
    """Return a name under a public suffix."""
    return _normal(ObservableType.DOMAIN, plain(value).partition(":")[0])


def mail(value: Value) -> str:
    """Return a mail address, out of `Name <address>` too."""
    text = plain(value)[:400]
    inner = text.rpartition("<")[2].partition(">")[0] if "<" in text else text.strip(_LISTED).partition(",")[0]
    return _normal(ObservableType.EMAIL, inner.strip(_LISTED))


def url(value: Value) -> str:
    """Return a URL, also one without scheme; or the path of one, which begins with a slash."""
    text = plain(value).strip("\"'<>")
    if _URL.fullmatch(text) or _BARE_URL.fullmatch(text):
        return text
    return text if text[:1] == "/" and " " not in text and len(text) > 1 else ""


def link(value: Value) -> str:
    """Return a link to a page."""
    text = plain(value)
    return text if text.startswith(("https://", "http://")) and " " not in text else ""


def path(value: Value) -> str:
    """Return an absolute path of a file."""
    text = plain(value).strip("\"'")
    return text if is_absolute(text) and "\n" not in text and "://" not in text else ""


def program(value: Value) -> str:
    """Return a program: its path, or its name."""
    text = plain(value).strip("\"'")
    if path(value):
        return text
    odd = text.replace(".", "").isdigit() or isinstance(value, bool) or _UUID.fullmatch(text) or bare_address(text)
    return text if _EXECUTABLE.fullmatch(text) and not odd and text.count(" ") <= _BLANKS_IN_A_NAME else ""


def file_name(value: Value) -> str:
    """Return the name of a file."""
    text = plain(value).strip("\"'")
    return text if program(value) and not path(value) and not time(value) else ""


def command(value: Value) -> str:
    """Return a command line."""
    return words(value)


def digest(value: Value) -> str:
    """Return a hash in lower case, by its length and digits."""
    text = plain(value)
    return text.lower() if len(text) in _HASH_LENGTHS and _HEX.issuperset(text) else ""


def registry_key(value: Value) -> str:
    """Return a registry key."""
    text = plain(value)
    rooted = text[:2].upper() == "HK" or text.upper().startswith("\\REGISTRY")
    return _normal(ObservableType.REGISTRY_KEY, text) if rooted else ""


def action(value: Value) -> str:
    """Return the value where it says what was done about it."""
    text = plain(value)[:_LONGEST_NAME]
    return text if not text.isdigit() and action_taken(text) else ""


def _normal(kind: ObservableType, text: str) -> str:
    try:
        return normalise(kind, text)
    except NotAnObservable:
        return ""
