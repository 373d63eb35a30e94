"""`make chart` makes a repository that Helm takes."""

import functools
import http.server
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.helm.package import package
from kit.deploy.helm import CHART, MAJORS, NAMESPACE, run_helm
from kit.deploy.manifests import manifests_in

pytestmark = pytest.mark.deploy


def test_packing_twice_makes_the_same_bytes(tmp_path: Path) -> None:
    """Anybody can build a release again and compare."""
    first, second = package(tmp_path / "a"), package(tmp_path / "b")
    assert [each.read_bytes() for each in first] == [each.read_bytes() for each in second]


@pytest.mark.parametrize("major", MAJORS)
def test_a_repository_is_added_and_installed_from(major: int, tmp_path: Path) -> None:
    """The guide's `helm repo add`, `helm repo update`, and a release from `triage-warden/triage-warden`."""
    package(tmp_path / "repository")
    home = {f"HELM_{kind}_HOME": str(tmp_path / kind) for kind in ("CACHE", "CONFIG", "DATA")}
    settings = ["--namespace", NAMESPACE, "--set", "global.domain=triage.example.com"]
    with _served(tmp_path / "repository") as address:
        added = run_helm(major, "repo", "add", "triage-warden", address, **home)
        assert added.returncode == 0, added.stderr
        assert run_helm(major, "repo", "update", **home).returncode == 0
        words = ["template", "triage-warden", "triage-warden/triage-warden", *settings]
        packed = run_helm(major, *words, **home)
    assert packed.returncode == 0, packed.stderr
    direct = run_helm(major, "template", "triage-warden", CHART, *settings)
    assert _names(packed.stdout) == _names(direct.stdout)


def _names(rendered: str) -> list[tuple[str, str]]:
    return [(each["kind"], each["metadata"]["name"]) for each in manifests_in(rendered)]


@contextmanager
def _served(folder: Path) -> Generator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # as the library calls it
        """Say nothing."""
