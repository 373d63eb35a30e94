"""The product's image, built once for each content."""

import shutil
from pathlib import Path
from typing import Final

from kit.deploy.containers_conf import HOME
from kit.deploy.podman import Podman
from kit.deploy.stand_in import PYTHON, content_of, stand_ins

ROOT: Final = Path(__file__).parents[3]
_FROM: Final = (
    "deploy/docker/Dockerfile",
    "deploy/docker/sbom.py",
    "deploy/docker/uv.txt",
    ".dockerignore",
    "pyproject.toml",
    "uv.lock",
    "README.md",
    "LICENSE",
    "NOTICE",
    "src",
)
_NAME: Final = "localhost/triage-warden"
_KEPT: Final = 4
"""Images of earlier contents that stay: branches take turns on one machine."""


def the_image(podman: Podman) -> str:
    """Return the name of this tree's image; builds it where there is none of the same content."""
    stand_ins(podman)
    base = PYTHON.rpartition("-")[2][:6]
    name = f"{_NAME}:{content_of(*(ROOT / each for each in _FROM))}-{base}"
    if not podman.has_image(name):
        build(podman, name)
        _forget_old(podman)
    return name


def build(podman: Podman, name: str, *words: str) -> None:
    """Build it as the Dockerfile's head says, with what this machine needs to reach its package index."""
    certificates = _certificates()
    podman(
        *("build", "--pull=never", "--format", "docker", "--network", "host"),
        *("-f", str(ROOT / "deploy/docker/Dockerfile"), "-t", name),
        *("--build-arg", f"BASE={PYTHON}", "--build-arg", "REVISION=0123abc"),
        *("--build-arg", f"PIP_CONFIG_FILE=/etc/ssl/certs/{_PIP.name}"),
        *("--build-arg", f"UV_CONFIG_FILE=/etc/ssl/certs/{_UV.name}"),
        *("-v", f"{certificates}:/etc/ssl/certs:ro"),
        *words,
        str(ROOT),
        seconds=900,
    )


_PIP: Final = Path("pip.conf")
_UV: Final = Path("uv.toml")


def _certificates() -> Path:
    """A folder for the builder's /etc/ssl/certs: whom this machine trusts, a proxy of its own among them."""
    folder = HOME / "certificates"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy("/etc/ssl/certs/ca-certificates.crt", folder)
    (folder / _PIP).write_text("[global]\ncert = /etc/ssl/certs/ca-certificates.crt\n", encoding="ascii")
    (folder / _UV).write_text("system-certs = true\n", encoding="ascii")
    return folder


def _forget_old(podman: Podman) -> None:
    """Remove all but the newest; what they share with them stays."""
    listed = podman("images", "--sort", "created", "--format", "{{.Repository}}:{{.Tag}}", _NAME).stdout.split()
    for name in listed[_KEPT:]:
        podman("rmi", name, check=False)
