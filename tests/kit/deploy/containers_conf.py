"""Podman's settings for the tests, and its own place on the disk: what a person keeps in Podman is never touched."""

from pathlib import Path
from typing import Final

HOME: Final = Path("/var/cache/triage-warden-tests")
"""Outlives a run, so that images are built once for each content; only root gets here."""

_SETTINGS: Final = """\
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
network_config_dir = "{home}/networks"
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
"""
"""crun refuses a host with both cgroup hierarchies; limits must not exceed the host's own hard ones."""


def containers_conf() -> Path:
    """Write the settings where CONTAINERS_CONF is to point, and return the place."""
    (HOME / "networks").mkdir(parents=True, exist_ok=True)
    path = HOME / "containers.conf"
    path.write_text(_SETTINGS.format(home=HOME), encoding="ascii")
    return path


def storage() -> list[str]:
    """Return Podman's words for a storage of the tests' own."""
    return ["--root", str(HOME / "storage"), "--runroot", "/run/triage-warden-tests", "--storage-driver", "overlay"]
