"""The syslog listeners that the settings ask for."""

import socket
import ssl
from collections.abc import Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import structlog

from triage_warden.connector_kit.source import AlertSource
from triage_warden.kernel.errors import Invalid
from triage_warden.listeners.syslog.committing import CommitMessages
from triage_warden.listeners.syslog.datagrams import DatagramListener
from triage_warden.listeners.syslog.intake import Intake
from triage_warden.listeners.syslog.listeners import SyslogListeners
from triage_warden.listeners.syslog.messages import Limits, Transport
from triage_warden.listeners.syslog.reading import ReadMessages
from triage_warden.listeners.syslog.recognising import RecogniseAgain
from triage_warden.listeners.syslog.streams import StreamListener
from triage_warden.wiring.address import BindAddress, bind_datagrams, listen, on_loopback, parse_bind_address
from triage_warden.wiring.catalogue import recognise
from triage_warden.wiring.process import Process
from triage_warden.wiring.setting_groups.serving import ServeRole
from triage_warden.wiring.settings import Settings

log = structlog.get_logger(__name__)

_UNRECOGNISED = "unknown"
"""The source of messages that no source recognises."""


class BadListener(Invalid):
    """The syslog listener cannot start as it is set."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A socket that is bound already, so that what hinders it is said before anything else starts."""

    transport: Transport
    socket: socket.socket
    tls: ssl.SSLContext | None = None

    @property
    def url(self) -> str:
        """Return the address that senders use."""
        host, port = self.socket.getsockname()[:2]
        return BindAddress(host, port).url.replace("http", f"syslog+{self.transport.value}", 1)


@contextmanager
def opened(settings: Settings) -> Generator[list[Opened]]:
    """Open the sockets that the settings ask for, and close them at the end.

    Raises:
        BadBindAddress, PortTaken: an address cannot be bound.
        BadListener: a certificate or key is missing or cannot be read.
    """
    with ExitStack() as stack:
        found = [] if settings.role is ServeRole.ORCHESTRATOR else _open(settings)
        for each in found:
            stack.enter_context(each.socket)
        yield found


def syslog_listeners(process: Process, sockets: list[Opened]) -> SyslogListeners:
    """Return what serves the sockets, over the process's take-in; raise BadListener if there is no such source."""
    known = process.sources
    limits = _limits(process.settings)
    read = ReadMessages(
        read=process.read,
        recognise=RecogniseAgain(lambda payload: recognise(payload, known.values())),
        unrecognised=known[_UNRECOGNISED],
        fixed=_source(process.settings, known),
        clock=process.clock,
        ids=process.ids,
    )
    commit = CommitMessages(read=read, take_in=process.take_in, ids=process.ids, metrics=process.metrics)
    intake = Intake(commit, limits)
    return SyslogListeners(
        [_listener(each, process, intake, limits=limits) for each in sockets], intake, commit, limits
    )


def _listener(opened: Opened, process: Process, intake: Intake, *, limits: Limits) -> StreamListener | DatagramListener:
    if opened.transport is Transport.UDP:
        return DatagramListener(socket=opened.socket, intake=intake, limits=limits, metrics=process.metrics)
    return StreamListener(
        socket=opened.socket,
        transport=opened.transport,
        intake=intake,
        limits=limits,
        clock=process.clock,
        metrics=process.metrics,
        tls=opened.tls,
    )


def _open(settings: Settings) -> list[Opened]:
    found: list[Opened] = []
    if settings.syslog_udp:
        address = _address(settings.syslog_udp, "TW_SYSLOG_UDP")
        found.append(Opened(Transport.UDP, bind_datagrams(address, "TW_SYSLOG_UDP")))
    if settings.syslog_tcp:
        found.append(Opened(Transport.TCP, listen(_address(settings.syslog_tcp, "TW_SYSLOG_TCP"), "TW_SYSLOG_TCP")))
    if settings.syslog_tls:
        context = tls_context(settings)
        known = settings.syslog_tls_client_ca is not None
        address = _address(settings.syslog_tls, "TW_SYSLOG_TLS", known_senders=known)
        found.append(Opened(Transport.TLS, listen(address, "TW_SYSLOG_TLS"), context))
    return found


def _address(text: str, variable: str, *, known_senders: bool = False) -> BindAddress:
    """Return the address, on this machine only unless senders show who they are: a certificate that we ask for."""
    wanted = parse_bind_address(text, variable)
    narrowed = wanted if known_senders else on_loopback(wanted)
    if narrowed != wanted:
        log.warning("bound_to_loopback", setting=variable, wanted=wanted.host, bound=narrowed.host)
    return narrowed


def tls_context(settings: Settings) -> ssl.SSLContext:
    """Return what the TLS listener shows and asks for (TLS 1.2 and later), or raise BadListener."""
    if settings.syslog_tls_cert is None or settings.syslog_tls_key is None:
        raise BadListener(detail="TW_SYSLOG_TLS needs TW_SYSLOG_TLS_CERT and TW_SYSLOG_TLS_KEY; set both.")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(settings.syslog_tls_cert, settings.syslog_tls_key, password="")
        if settings.syslog_tls_client_ca is not None:
            context.load_verify_locations(settings.syslog_tls_client_ca)
            context.verify_mode = ssl.CERT_REQUIRED
    except (OSError, ssl.SSLError) as error:
        detail = f"TW_SYSLOG_TLS_CERT, TW_SYSLOG_TLS_KEY or TW_SYSLOG_TLS_CLIENT_CA cannot be read: {error}."
        raise BadListener(detail=detail) from None
    return context


def _source(settings: Settings, known: Mapping[str, AlertSource]) -> AlertSource | None:
    if settings.syslog_source is None:
        return None
    found = known.get(settings.syslog_source)
    if found is None:
        names = ", ".join(sorted(known))
        detail = f"TW_SYSLOG_SOURCE: there is no source '{settings.syslog_source}'; the sources are: {names}."
        raise BadListener(detail=detail)
    return found


def _limits(settings: Settings) -> Limits:
    return Limits(
        message_bytes=settings.syslog_message_limit,
        connections=settings.syslog_connections,
        idle_seconds=float(settings.syslog_idle_seconds),
    )
