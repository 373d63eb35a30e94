"""Where the server listens."""

import errno
import socket
from ipaddress import ip_address

import msgspec

from triage_warden.kernel.errors import Conflict, Invalid

BACKLOG = 2048
_HTTP = "TW_BIND_ADDRESS"


class BadBindAddress(Invalid):
    """The address is not HOST:PORT."""


class PortTaken(Conflict):
    """The port is taken."""


class BindAddress(msgspec.Struct, frozen=True):
    """A host (name, IPv4 or IPv6 without brackets) and a port, 0 for any free one."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Return whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def url(self) -> str:
        """Return the address as one opens it in a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def parse_bind_address(text: str, variable: str = _HTTP) -> BindAddress:
    """Return the host and port of `HOST:PORT` or `[IPv6]:PORT`; `variable` is where it was written."""
    host, separator, port = text.rpartition(":")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        separator = ""
    if not (separator and host and port.isascii() and port.isdigit() and int(port[:6]) < 1 << 16):
        raise BadBindAddress(
            detail=f"{variable}: '{text}' is not HOST:PORT; write it like 127.0.0.1:8080 or [::1]:8080.",
        )
    return BindAddress(host, int(port))


def on_loopback(wanted: BindAddress) -> BindAddress:
    """Return the address narrowed to this machine, for what cannot tell who speaks to it."""
    if wanted.is_loopback:
        return wanted
    return BindAddress("::1" if wanted.host == "::" else "127.0.0.1", wanted.port)


def opened_at(bound: BindAddress) -> BindAddress:
    """Return where a browser on this machine opens a server that listens on every address."""
    try:
        everywhere = ip_address(bound.host).is_unspecified
    except ValueError:
        return bound
    return on_loopback(bound) if everywhere else bound


def listen(address: BindAddress, variable: str = _HTTP) -> socket.socket:
    """Return a listening socket, or raise PortTaken or BadBindAddress in one sentence."""
    try:
        return socket.create_server((address.host, address.port), family=_family(address), backlog=BACKLOG)
    except OSError as error:
        raise _refused(address, variable, error) from None


def bind_datagrams(address: BindAddress, variable: str) -> socket.socket:
    """Return a bound UDP socket, or raise PortTaken or BadBindAddress in one sentence."""
    found = socket.socket(_family(address), socket.SOCK_DGRAM)
    try:
        found.bind((address.host, address.port))
    except OSError as error:
        found.close()
        raise _refused(address, variable, error) from None
    return found


def _family(address: BindAddress) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in address.host else socket.AF_INET


def _refused(address: BindAddress, variable: str, error: OSError) -> PortTaken | BadBindAddress:
    if error.errno == errno.EADDRINUSE:
        return PortTaken(
            detail=f"Port {address.port} on {address.host} is taken by another program; "
            f"stop it, or set {variable} to another port such as {address.host}:{address.port + 1}.",
        )
    return BadBindAddress(
        detail=f"{variable}: cannot listen on {address.host}:{address.port}: {error.strerror}.",
    )
