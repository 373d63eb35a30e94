"""The listeners that the settings ask for."""

import ssl
from dataclasses import replace
from pathlib import Path

import pytest

from kit.certificates import make_certificates
from triage_warden.listeners.syslog.messages import Transport
from triage_warden.wiring.address import BadBindAddress, PortTaken
from triage_warden.wiring.listeners import BadListener, opened, syslog_listeners, tls_context
from triage_warden.wiring.process import Process
from triage_warden.wiring.setting_groups.serving import ServeRole
from triage_warden.wiring.settings import Settings

ANYWHERE = "127.0.0.1:0"


def test_nothing_is_opened_unless_it_is_asked_for() -> None:
    """Nor where requests are not answered."""
    with opened(Settings()) as none, opened(Settings(syslog_tcp=ANYWHERE, role=ServeRole.ORCHESTRATOR)) as neither:
        assert none == neither == []


def test_each_address_is_a_socket_that_says_where_it_is(tmp_path: Path) -> None:
    """A free port is told, so that senders can be set."""
    made = make_certificates(tmp_path)
    wanted = Settings(
        syslog_udp=ANYWHERE,
        syslog_tcp="[::1]:0",
        syslog_tls=ANYWHERE,
        syslog_tls_cert=made.cert,
        syslog_tls_key=made.key,
    )
    with opened(wanted) as found:
        ports = [each.socket.getsockname()[1] for each in found]
        assert [each.url for each in found] == [
            f"syslog+udp://127.0.0.1:{ports[0]}",
            f"syslog+tcp://[::1]:{ports[1]}",
            f"syslog+tls://127.0.0.1:{ports[2]}",
        ]
        assert [each.transport for each in found] == [Transport.UDP, Transport.TCP, Transport.TLS]


def test_who_cannot_be_known_is_heard_from_this_machine_only(tmp_path: Path) -> None:
    """Certificates that are asked for are a sign-in; nothing else is, yet."""
    made = make_certificates(tmp_path)
    everywhere = "0.0.0.0:0"
    tls = Settings(syslog_tls=everywhere, syslog_tls_cert=made.cert, syslog_tls_key=made.key)
    for wanted, expected in (
        (Settings(syslog_udp=everywhere), "127.0.0.1"),
        (Settings(syslog_tcp=everywhere), "127.0.0.1"),
        (tls, "127.0.0.1"),
        (replace(tls, syslog_tls_client_ca=made.ca), "0.0.0.0"),
    ):
        with opened(wanted) as found:
            assert found[0].socket.getsockname()[0] == expected


def test_what_cannot_be_opened_is_said_by_name() -> None:
    """In one sentence that names the setting."""
    with opened(Settings(syslog_tcp=ANYWHERE)) as found:
        port = found[0].socket.getsockname()[1]
        with pytest.raises(PortTaken, match="TW_SYSLOG_TCP"), opened(Settings(syslog_tcp=f"127.0.0.1:{port}")):
            pass
    with pytest.raises(BadBindAddress, match="TW_SYSLOG_UDP: 'x' is not HOST:PORT"), opened(Settings(syslog_udp="x")):
        pass
    with opened(Settings(syslog_udp=ANYWHERE)) as found:
        port = found[0].socket.getsockname()[1]
        with pytest.raises(PortTaken, match="TW_SYSLOG_UDP"), opened(Settings(syslog_udp=f"127.0.0.1:{port}")):
            pass


def test_tls_asks_for_what_it_is_told(tmp_path: Path) -> None:
    """No older than 1.2."""
    made = make_certificates(tmp_path)
    plain = Settings(syslog_tls_cert=made.cert, syslog_tls_key=made.key)
    assert tls_context(plain).verify_mode is ssl.CERT_NONE
    assert tls_context(plain).minimum_version is ssl.TLSVersion.TLSv1_2
    assert tls_context(replace(plain, syslog_tls_client_ca=made.ca)).verify_mode is ssl.CERT_REQUIRED


def test_certificates_that_are_not_there_are_said(tmp_path: Path) -> None:
    """By the settings' names."""
    made = make_certificates(tmp_path)
    with pytest.raises(BadListener, match="TW_SYSLOG_TLS needs TW_SYSLOG_TLS_CERT and TW_SYSLOG_TLS_KEY"):
        tls_context(Settings(syslog_tls=ANYWHERE))
    for broken in (
        Settings(syslog_tls_cert=tmp_path / "none", syslog_tls_key=made.key),
        Settings(syslog_tls_cert=made.cert, syslog_tls_key=made.cert),
    ):
        with pytest.raises(BadListener, match="cannot be read"):
            tls_context(broken)


def test_a_source_that_there_is_not_is_said() -> None:
    """With those that there are."""
    process = Process.over(Settings(syslog_source="nonsense"), "postgresql://u@127.0.0.1:1/d")
    with pytest.raises(BadListener, match="TW_SYSLOG_SOURCE: there is no source 'nonsense'.*cef"):
        syslog_listeners(process, [])


def test_the_settings_are_the_listeners_limits() -> None:
    """And the source that is set reads everything."""
    wanted = Settings(
        syslog_source="cef",
        syslog_message_limit=2048,
        syslog_connections=7,
        syslog_idle_seconds=60,
        syslog_udp=ANYWHERE,
    )
    process = Process.over(wanted, "postgresql://u@127.0.0.1:1/d")
    with opened(wanted) as found:
        made = syslog_listeners(process, found)
        assert len(made.listeners) == 1
    assert (made.limits.message_bytes, made.limits.connections, made.limits.idle_seconds) == (2048, 7, 60.0)
