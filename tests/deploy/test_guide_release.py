"""The guides' Helm commands, run one after the other on an API that remembers."""

import functools
import http.server
import threading
from collections.abc import Generator
from pathlib import Path

import pytest

from kit.deploy.cluster import Cluster, a_cluster
from kit.deploy.corrections import NOT_HERE
from kit.deploy.guide import CUSTOMERS, OURS, Item
from kit.deploy.guide_checks import Check, of_check
from kit.deploy.helm import CHART, MAJORS, run_helm

pytestmark = pytest.mark.deploy

GUIDES = [pytest.param(CUSTOMERS, id="customers"), pytest.param(OURS, id="ours")]
ON_A_CLUSTER = ("install", "upgrade")


class _Repository(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        """Say nothing."""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """Serve a chart repository with our chart in it and return where."""
    folder = tmp_path_factory.mktemp("charts")
    assert run_helm(3, "package", CHART, "--destination", folder).returncode == 0
    assert run_helm(3, "repo", "index", folder).returncode == 0
    handler = functools.partial(_Repository, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def commands(path: Path, *verbs: str) -> list[Item]:
    """Return a guide's Helm commands of these verbs; those about others' charts are left out."""
    found = of_check(path, Check.CHART, Check.CLUSTER, kind=lambda item: item.words[0] == "helm")
    return [item for item in found if item.words[1] in verbs and not item.text.startswith(tuple(NOT_HERE))]


@pytest.mark.parametrize("major", MAJORS)
@pytest.mark.parametrize("path", GUIDES)
def test_a_release_lives_and_ends_as_typed(path: Path, major: int, repository: str, tmp_path: Path) -> None:
    """From the repository; each way to install by itself, then list, upgrade, look back, go back and uninstall.

    What is upgraded with the production's values was installed with them: Helm itself cannot go back over a change
    from the chart's own database to another (docs/operations/upgrading.md).
    """
    values = next(item for item in of_check(path, Check.VALUES) if "# values-production.yaml" in item.text)
    (tmp_path / "values-production.yaml").write_text(values.text)
    installs = commands(path, "install")
    assert len(installs) == 2
    for number, install in enumerate(installs):
        folder = tmp_path / str(number)
        folder.mkdir()
        with a_cluster(folder) as cluster:
            later = ("list", "upgrade", "history", "rollback") if "--values" in install.words else ("list",)
            for item in [*commands(path, "repo"), install, *commands(path, *later)]:
                run(item, cluster, major, (repository, tmp_path))
            assert cluster.objects["deployments", "triage-warden-api"]["spec"]["replicas"] == 2
            for item in commands(path, "uninstall"):
                run(item, cluster, major, (repository, tmp_path))
            assert not cluster.names("Deployment")


def run(item: Item, cluster: Cluster, major: int, where: tuple[str, Path]) -> None:  # what a command needs
    """Run a command as typed, but for where the repository is served and the values lie; fail unless it succeeds."""
    repository, folder = where
    words = [repository if word.startswith("https://") else word for word in item.words[1:]]
    words = [str(folder / word) if word == "values-production.yaml" else word for word in words]
    if words[0] in ON_A_CLUSTER:
        words.append("--disable-openapi-validation")  # an API that remembers has no schemas; others check against them
    home = {name: str(folder / name) for name in ("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME")}
    done = run_helm(major, *words, **home, KUBECONFIG=str(cluster.kubeconfig))
    assert done.returncode == 0, f"{item}\n{done.stderr}"
    if words[0] in {"list", "history"}:
        assert "deployed" in done.stdout
