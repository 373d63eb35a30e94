"""A server that speaks just enough of PostgreSQL's protocol to tell whether it was reached in the clear or over TLS."""

import asyncio
import ssl
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_SSL_REQUEST = 80877103  # PostgreSQL manual, "Message Formats", SSLRequest


@dataclass(slots=True)
class Reached:
    """Where it listens, and in what order it was reached: `clear` or `tls`, after the handshake."""

    port: int
    attempts: list[str]


def a_certificate(folder: Path, name: str, address: str = "127.0.0.1") -> tuple[Path, Path]:
    """Write a self-signed certificate for an address, and its key; return their paths."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)  # noqa: TID251  # a certificate is judged by the machine's own clock
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / f"{name}.crt", folder / f"{name}.key"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
    )
    return paths


@dataclass(slots=True)
class _Door:
    """Takes one caller after the other, and sends each away."""

    context: ssl.SSLContext | None
    attempts: list[str]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read the first messages, refuse."""
        try:
            await self._refuse(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # the caller did not like our certificate, or our lack of one
        finally:
            writer.close()

    async def _refuse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        length, code = struct.unpack("!II", await reader.readexactly(8))
        how = "clear"
        if code == _SSL_REQUEST:
            writer.write(b"S" if self.context else b"N")
            await writer.drain()
            if self.context:
                await writer.start_tls(self.context)
                how = "tls"
            length, _ = struct.unpack("!II", await reader.readexactly(8))
        await reader.readexactly(length - 8)
        self.attempts.append(how)
        body = b"SFATAL\0VFATAL\0C28000\0Mno\0\0"
        writer.write(b"E" + struct.pack("!I", len(body) + 4) + body)
        await writer.drain()


@asynccontextmanager
async def a_tls_server(certificate: tuple[Path, Path] | None) -> AsyncGenerator[Reached]:
    """Listen; offer TLS if there is a certificate; refuse every log-in after writing down how it came."""
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
    door = _Door(context, [])
    server = await asyncio.start_server(door.serve, "127.0.0.1", 0)
    try:
        yield Reached(server.sockets[0].getsockname()[1], door.attempts)
    finally:
        server.close()
        await server.wait_closed()
        await asyncio.sleep(0.05)  # for callers who are being sent away
