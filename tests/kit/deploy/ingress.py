"""nginx in the place of an ingress controller: TLS in front, and behind it the pods that are ready."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from kit.certificates import make_certificates
from kit.deploy.podman import Container, Podman
from kit.deploy.stand_in import SERVERS

_SETTINGS: Final = """
daemon off;
pid /tmp/nginx.pid;
error_log stderr warn;
worker_processes 1;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path /tmp; proxy_temp_path /tmp; fastcgi_temp_path /tmp; uwsgi_temp_path /tmp; scgi_temp_path /tmp;
  client_max_body_size 10m;
  upstream pods {{
    {servers}
    keepalive 32;
  }}
  server {{
    listen 8443 ssl;
    ssl_certificate /settings/tls.crt;
    ssl_certificate_key /settings/tls.key;
    location / {{
      proxy_pass http://pods;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto https;
      proxy_connect_timeout 5s;
      proxy_next_upstream off;
    }}
  }}
}}
"""
"""As with ingress-nginx, connections are kept; but no other pod is tried when one fails: a Service tries none."""


@dataclass(slots=True)
class Ingress:
    """The controller, published on one port of this machine."""

    podman: Podman
    network: str
    port: int
    folder: Path = field(default_factory=lambda: Path(mkdtemp(prefix="tw-ingress-")))
    container: Container = field(init=False)
    trust: ssl.SSLContext = field(init=False)

    def start(self, *addresses: str) -> None:
        """Start it with the pods that are ready."""
        made = make_certificates(self.folder)
        self.trust = ssl.create_default_context(cafile=made.ca)
        made.cert.rename(self.folder / "tls.crt")
        made.key.rename(self.folder / "tls.key")
        self._write(*addresses)
        words = ["--network", self.network, "-v", f"{self.folder}:/settings:ro", "-p", f"127.0.0.1:{self.port}:8443"]
        command = ["nginx", "-c", "/settings/nginx.conf"]
        self.container = Container(self.podman, f"{self.network}-ingress", [*words, SERVERS, *command])
        self.container.start()

    def turn_to(self, *addresses: str) -> None:
        """Send to these pods from now on; requests that run are left to end."""
        self._write(*addresses)
        self.container.exec("nginx", "-c", "/settings/nginx.conf", "-s", "reload")

    @property
    def url(self) -> str:
        """Return where it is."""
        return f"https://127.0.0.1:{self.port}"

    def _write(self, *addresses: str) -> None:
        servers = "\n    ".join(f"server {each}:8080 max_fails=0;" for each in addresses)
        (self.folder / "nginx.conf").write_text(_SETTINGS.format(servers=servers), encoding="ascii")
