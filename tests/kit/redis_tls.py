"""Debian's Redis with TLS, which the wheel's server was built without, and a Sentinel with TLS."""

import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from kit.certificates import Certificates
from kit.deploy.packages import debian
from kit.ports import a_free_port
from kit.valkey import wait_for

PASSWORD = "open-sesame"  # a test's own


class RedisOverTls(msgspec.Struct, frozen=True, kw_only=True):
    """Where a server, or a Sentinel, listens; there is no other port."""

    port: int
    made: Certificates

    def url(self, host: str = "127.0.0.1", *, certificate: bool = False, authority: Path | None = None) -> str:
        """Return REDIS_URL for it."""
        files = f"ssl_ca_certs={authority or self.made.ca}"
        if certificate:
            files += f"&ssl_certfile={self.made.cert}&ssl_keyfile={self.made.key}"
        return f"rediss://:{PASSWORD}@{host}:{self.port}/0?{files}"


@contextmanager
def a_redis_over_tls(made: Certificates, *, asks_for_certificates: bool = False) -> Generator[RedisOverTls]:
    """Run a server while the block runs."""
    with _running(made, "--requirepass", PASSWORD, asks=asks_for_certificates) as port:
        yield RedisOverTls(port=port, made=made)


@contextmanager
def a_sentinel_over_tls(master: RedisOverTls, *, asks_for_certificates: bool = False) -> Generator[RedisOverTls]:
    """Run a Sentinel that watches a master, both over TLS; its name for it is `mymaster`."""
    folder = Path(tempfile.mkdtemp(prefix="tw-sentinel-"))
    settings = folder / "sentinel.conf"
    settings.write_text(
        f"dir {folder}\nsentinel monitor mymaster 127.0.0.1 {master.port} 1\n"
        f"sentinel auth-pass mymaster {PASSWORD}\ntls-replication yes\n",
        encoding="ascii",
    )
    try:
        with _running(master.made, "--sentinel", settings=settings, asks=asks_for_certificates) as port:
            yield RedisOverTls(port=port, made=master.made)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(made: Certificates, *words: str, settings: Path | None = None, asks: bool = False) -> Generator[int]:
    debian("redis-server")
    port = a_free_port()
    tls = ["--port", "0", "--tls-port", str(port), "--bind", "127.0.0.1", "--tls-ca-cert-file", str(made.ca)]
    tls += ["--tls-cert-file", str(made.cert), "--tls-key-file", str(made.key)]
    tls += ["--tls-auth-clients", "yes" if asks else "no"]
    first = [str(settings)] if settings else ["--save", ""]
    command = ["redis-server", *first, *words, *tls]
    with tempfile.TemporaryDirectory(prefix="tw-redis-") as home:  # else it loads what another server has left
        process = subprocess.Popen(command, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(port)
            yield port
        finally:
            process.kill()
            process.wait(10)
