"""Devices that speak only syslog: everything they send becomes alerts."""

import re
import socket
import ssl
import time
from collections.abc import Generator, Iterable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from kit.certificates import Certificates, make_certificates
from kit.process import Running, a_data_folder, eventually, serving

ANYWHERE = "127.0.0.1:0"
ACCEPTED = 'triage_warden_alerts_total{outcome="accepted",source="cef"} 1000.0'


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Return certificates for this run."""
    return make_certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def running(certificates: Certificates) -> Generator[Running]:
    """Return a process that listens in all three ways."""
    wanted = {
        "TW_SYSLOG_UDP": ANYWHERE,
        "TW_SYSLOG_TCP": ANYWHERE,
        "TW_SYSLOG_TLS": ANYWHERE,
        "TW_SYSLOG_TLS_CERT": str(certificates.cert),
        "TW_SYSLOG_TLS_KEY": str(certificates.key),
    }
    with a_data_folder() as folder, serving(folder, environment=wanted) as found:
        yield found


def address(running: Running, transport: str) -> tuple[str, int]:
    """Return where the process said that it listens."""
    urls = [told["url"] for told in running.told if (told.get("url") or "").startswith(f"syslog+{transport}:")]
    parts = urlsplit(urls[0])
    return str(parts.hostname), int(parts.port or 0)


def cef(number: int) -> bytes:
    """Return a finding as a firewall would write it."""
    return b"CEF:0|Example|Firewall|1|%d|Port scan|5|src=198.51.100.7 dst=10.0.0.5 externalId=e-%d" % (
        number % 7,
        number,
    )


def count(client: httpx.Client, source: str) -> int:
    """Return how many alerts of a source there are."""
    found, cursor = 0, None
    while True:
        query = {"source": source, "limit": "200", **({"cursor": cursor} if cursor else {})}
        page = client.get("/api/v1/alerts", params=query).raise_for_status().json()
        found, cursor = found + len(page["items"]), page["next"]
        if cursor is None:
            return found


def counted(messages: Iterable[bytes]) -> bytes:
    """Return the messages with their lengths before them."""
    return b"".join(b"%d %s" % (len(message), message) for message in messages)


def test_a_thousand_messages_in_three_ways_are_a_thousand_alerts(running: Running, certificates: Certificates) -> None:
    """Old and new headers, lines and counted frames."""
    old = [b"<134>Mar  2 12:00:00 fw-1 " + cef(number) for number in range(400)]
    new = [b"<134>1 2026-03-02T12:00:00Z fw-1 app - - - " + cef(number) for number in range(400, 700)]
    plain = [b"<134>Mar  2 12:00:00 fw-1 " + cef(number) for number in range(700, 1000)]
    with socket.create_connection(address(running, "tcp")) as tcp:
        tcp.sendall(b"".join(message + b"\n" for message in old))
    context = ssl.create_default_context(cafile=certificates.ca)
    host, port = address(running, "tls")
    with socket.create_connection((host, port)) as bare, context.wrap_socket(bare, server_hostname=host) as tls:
        tls.sendall(counted(new))
        tls.unwrap()  # who closes without a word may take back what it sent
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        for number, message in enumerate(plain):
            udp.sendto(message, address(running, "udp"))
            if number % 50 == 0:
                time.sleep(0.01)
    with running.client() as client:
        eventually(lambda: ACCEPTED in client.get("/metrics").text, every=0.5)
        assert count(client, "cef") == 1000
        metrics = client.get("/metrics").text
    assert 'triage_warden_syslog_messages_total{transport="tls"} 300.0' in metrics
    lost = re.findall(r"^triage_warden_syslog_lost_total\{.*\} (.*)$", metrics, re.MULTILINE)
    assert {float(each) for each in lost} == {0}


def test_a_line_of_logger_is_an_alert_or_has_a_reason(running: Running) -> None:
    """`logger -n 127.0.0.1 -P …` writes RFC 3164; JSON after such a header is the vendor's own payload."""
    suricata = (
        b'{"timestamp":"2026-03-02T12:00:00.000000+0000","event_type":"alert","src_ip":"203.0.113.9","src_port":4444,'
        b'"dest_ip":"10.0.0.5","dest_port":22,"proto":"TCP","alert":{"signature":"ET SCAN","signature_id":2001219,'
        b'"severity":2}}'
    )
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.sendto(b"<13>Mar  2 12:00:00 ws-1 suricata[4]: " + suricata + b"\n", address(running, "udp"))
        udp.sendto(
            b"<38>Mar  2 12:00:00 ws-1 sshd[77]: Failed password for root from 203.0.113.9 port 4242 ssh2",
            address(running, "udp"),
        )
    with running.client() as client:
        eventually(lambda: count(client, "suricata") == 1)
        eventually(lambda: count(client, "unknown") == 1)


def test_what_is_no_syslog_waits_in_quarantine_with_a_reason(running: Running) -> None:
    """TLS at the plain port, a message that breaks off, one that is too long."""
    for stream in (b"\x16\x03\x01\x02\x00", b"500 <13>half of it", b"<13>" + b"x" * 70_000 + b"\n"):
        with socket.create_connection(address(running, "tcp")) as tcp:
            tcp.sendall(stream)
            tcp.shutdown(socket.SHUT_WR)
            tcp.recv(1)
    with running.client() as client:
        eventually(lambda: len(client.get("/api/v1/quarantine").json()["items"]) == 3)
        reasons = " ".join(each["reason"] for each in client.get("/api/v1/quarantine").json()["items"])
    assert all(words in reasons for words in ("TLS handshake", "14 of the 500 bytes", "over 65536 bytes"))


def test_what_was_read_before_ctrl_c_is_committed(tmp_path: Path) -> None:
    """The buffer is emptied before the database goes."""
    with a_data_folder() as folder:
        with serving(folder, environment={"TW_SYSLOG_TCP": ANYWHERE}) as first:
            with socket.create_connection(address(first, "tcp")) as tcp:
                tcp.sendall(b"".join(b"<13>" + cef(number) + b"\n" for number in range(3000)))
                with first.client() as client:
                    eventually(lambda: 'syslog_messages_total{transport="tcp"} 3000.0' in client.get("/metrics").text)
            assert first.stop() == 0
        with serving(folder) as second, second.client() as client:
            assert count(client, "cef") == 3000
