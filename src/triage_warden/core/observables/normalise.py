"""One spelling for each value, so that equal things compare equal. Every normal form is its own normal form."""

from collections.abc import Callable

from triage_warden.core.observables import addresses, bitcoin, hosts, paths, urls
from triage_warden.core.observables.errors import NotAnObservable
from triage_warden.core.observables.model import ObservableType
from triage_warden.core.observables.scan import Pattern, shape_of

MAX_VALUE = 32768
"""Characters; Windows takes command lines of 32,767 (CreateProcessW). What is longer is refused."""
HASH_DIGITS = {ObservableType.MD5: 32, ObservableType.SHA1: 40, ObservableType.SHA256: 64}
_CVE = Pattern(rb"CVE[-_ \xa7][0-9]{4}[-_ \xa7][0-9]{4,19}", ignore_case=True)
_MAX_LOCAL_PART = 64


def normalise(type: ObservableType, value: str) -> str:  # noqa: A002  # named as the field it fills
    """Return the value's normal form; raises NotAnObservable when it is not one of that type."""
    if len(value) > MAX_VALUE:
        raise NotAnObservable(detail="too long")
    form = _NORMAL_FORMS[type]
    return _settled(form, value) if type in _UNSETTLED else form(value)


def _settled(form: Callable[[str], str], value: str) -> str:
    """Return the form of the form until there is no other; what goes on changing is refused."""
    for _ in range(_MAX_LAYERS):
        value, before = form(value), value
        if value == before:
            return value
    raise NotAnObservable(detail="layers upon layers")


def email(value: str) -> str:
    """Return the address in lower case with an A-label domain.

    RFC 5321 lets the local part tell upper from lower case; no provider in use does, and a mailbox is one entity.
    """
    local, at, host = value.strip().removeprefix("<").removesuffix(">").rpartition("@")
    if not at or not 0 < len(local) <= _MAX_LOCAL_PART or any(character in _NOT_LOCAL for character in local):
        raise NotAnObservable(detail="not an e-mail address")
    return f"{local.lower()}@{_mail_host(host)}"


def user(value: str) -> str:
    r"""Return the account in lower case: `domain\name`, `name@realm`, or `name`; `.\` (this machine) goes."""
    name = value.strip().strip('"').replace("\\\\", "\\").removeprefix(".\\")
    if not name or any(character in "\r\n\t\0" for character in name):
        raise NotAnObservable(detail="not an account name")
    return name.upper() if name.upper().startswith("S-1-") else name.lower()


def cve(value: str) -> str:
    """Return `CVE-year-number`; hyphens may be any dash, an underscore or a blank."""
    value = value.strip()
    if not _CVE.fits(shape_of(value)):
        raise NotAnObservable(detail="not a CVE identifier")
    return f"CVE-{value[4:8]}-{value[9:]}"


def _digest(digits: int) -> Callable[[str], str]:
    def digest(value: str) -> str:
        value = value.strip().lower()
        if len(value) != digits or not _is_hexadecimal(value):
            raise NotAnObservable(detail=f"not a digest of {digits} hexadecimal digits")
        return value

    return digest


def _is_hexadecimal(value: str) -> bool:
    try:
        return 2 * len(bytes.fromhex(value)) == len(value)  # blanks, which it skips, make it shorter
    except ValueError:
        return False


def _mail_host(host: str) -> str:
    if host.startswith("[") and host.endswith("]"):
        literal = host[1:-1]
        if hosts.is_ipv4(literal):
            return f"[{literal}]"
        return f"[ipv6:{addresses.ipv6(literal.lower().removeprefix('ipv6:'))}]"
    return hosts.host_name(host)


def _text(value: str) -> str:
    value = " ".join(value.split())
    if not value:
        raise NotAnObservable(detail="empty")
    return value


def _process(value: str) -> str:
    return paths.file_path(value) if "/" in value or "\\" in value else paths.file_name(value)


_NOT_LOCAL = frozenset(' \t\r\n\0<>@,;:()[]\\"')

_UNSETTLED = frozenset(
    {
        ObservableType.USER,
        ObservableType.FILE_NAME,
        ObservableType.FILE_PATH,
        ObservableType.PROCESS,
        ObservableType.REGISTRY_KEY,
    },
)
"""Types whose quotes, blanks and prefixes may hide others."""
_MAX_LAYERS = 8

_NORMAL_FORMS: dict[ObservableType, Callable[[str], str]] = {
    ObservableType.IPV4: addresses.ipv4,
    ObservableType.IPV6: addresses.ipv6,
    ObservableType.DOMAIN: hosts.domain,
    ObservableType.URL: urls.url,
    ObservableType.EMAIL: email,
    ObservableType.MD5: _digest(HASH_DIGITS[ObservableType.MD5]),
    ObservableType.SHA1: _digest(HASH_DIGITS[ObservableType.SHA1]),
    ObservableType.SHA256: _digest(HASH_DIGITS[ObservableType.SHA256]),
    ObservableType.HOSTNAME: hosts.host_name,
    ObservableType.USER: user,
    ObservableType.FILE_NAME: paths.file_name,
    ObservableType.FILE_PATH: paths.file_path,
    ObservableType.PROCESS: _process,
    ObservableType.COMMAND_LINE: _text,
    ObservableType.REGISTRY_KEY: paths.registry_key,
    ObservableType.CVE: cve,
    ObservableType.MAC: addresses.mac,
    ObservableType.ASN: addresses.asn,
    ObservableType.CLOUD_RESOURCE: _text,
    ObservableType.MUTEX: _text,
    ObservableType.BITCOIN_ADDRESS: bitcoin.bitcoin_address,
    ObservableType.USER_AGENT: _text,
}
